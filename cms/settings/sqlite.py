"""SQLite's connection as a class of Python's, so that single methods can be taken from it for a while."""

from __future__ import annotations

import sqlite3


class Connection(sqlite3.Connection):
    """The same."""
