"""Needs the plugin that stops Django, and goes with it."""
