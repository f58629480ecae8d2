"""The page on which administrators see and switch plugins."""
