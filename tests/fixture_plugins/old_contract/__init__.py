"""Speaks a contract of long ago."""
