"""Full."""
