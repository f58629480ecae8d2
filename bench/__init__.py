"""How fast it is, measured side by side with what it replaces."""
