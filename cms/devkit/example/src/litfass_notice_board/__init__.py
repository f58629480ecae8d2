"""Notice board."""
