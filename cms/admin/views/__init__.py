"""The editors' own views."""
