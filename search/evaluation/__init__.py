"""Measures how well an engine answers questions whose right answers are known."""
