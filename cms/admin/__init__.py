"""The editors' surface."""
