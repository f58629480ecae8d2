"""The embedded engine: SQLite's FTS5 in a file of its own."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
