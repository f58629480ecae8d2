"""Erases a person: what named them names nobody afterwards, and nothing brings the name back."""
