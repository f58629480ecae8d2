"""Its models cannot be imported."""
