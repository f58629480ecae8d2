"""Litfass: one installation that publishes for a network of local organisations."""

__version__ = "0.1.0"
