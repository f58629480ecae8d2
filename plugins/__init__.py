"""Features that can be removed, one folder each."""
