"""Forms of the editors' surface."""
