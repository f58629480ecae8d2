"""Needs a package that nobody has."""
