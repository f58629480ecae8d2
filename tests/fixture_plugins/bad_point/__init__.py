"""One of its points fails at the start."""
