"""The documents that partners get: one file per type, its shape and the function that builds it."""
