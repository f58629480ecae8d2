"""What the public may see, and why something is hidden from it."""
