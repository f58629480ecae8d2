"""Ways to write dates, beyond those that Django knows."""
