"""The archive search."""
