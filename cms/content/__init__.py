"""Page types and records."""
