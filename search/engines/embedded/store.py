"""The file: its tables, and connections to it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.engines.base import SCHEMA, EngineError

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (
    rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, deleted INTEGER NOT NULL,
    touched INTEGER NOT NULL, type TEXT, locale TEXT, title_key TEXT, starts_at REAL, ends_at REAL, updated_at REAL, date REAL,
    ages INTEGER
);
CREATE INDEX thing_title_key ON thing (title_key);
CREATE INDEX thing_touched ON thing (touched);
CREATE TABLE facet (name TEXT NOT NULL, value TEXT NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (name, value, thing))
    WITHOUT ROWID;
CREATE INDEX facet_thing ON facet (thing);
CREATE TABLE occurrence (thing INTEGER NOT NULL, starts_at REAL NOT NULL, ends_at REAL NOT NULL, can_run INTEGER NOT NULL);
CREATE INDEX occurrence_thing ON occurrence (thing);
CREATE TABLE occasion (token TEXT NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (token, thing)) WITHOUT ROWID;
CREATE INDEX occasion_thing ON occasion (thing);
CREATE VIRTUAL TABLE token USING fts5 (
    title, body, title_parts, body_parts, title_coarse, body_coarse, folded, spelt, series,
    tokenize = "unicode61 remove_diacritics 0"
);
"""
TABLE_NAMES = ("meta", "thing", "facet", "occasion", "occurrence", "token")


class Store:
    """Connections to one file, one per thread and process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened on first use and anew when the file was removed."""
        current: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if current is not None and self._local.process == os.getpid():
            if self.path.exists():
                return current
            current.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        current = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        current.execute("PRAGMA journal_mode = WAL")
        current.execute("PRAGMA synchronous = NORMAL")
        current.execute("PRAGMA cache_size = -65536")
        self._local.connection, self._local.process = current, os.getpid()
        return current

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection in one state of the index; raises `EngineError` when there is none that this code can use."""
        connection = self.connection()
        try:
            connection.execute("BEGIN")
            _check(connection)
            yield connection
        except sqlite3.DatabaseError as error:
            raise EngineError(f"The search index {self.path.name} cannot be read: {error}.") from error
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that waits for other writers; all or nothing."""
        connection = self.connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError):
                raise EngineError(f"The search index {self.path.name} cannot be written: {error}.") from error
            raise
        else:
            connection.execute("COMMIT")

    def compact(self) -> None:
        """Writes the file anew, and empties the log beside it."""
        connection = self.connection()
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes this thread's connection."""
        current: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if current is not None:
            current.close()
            self._local.connection = None


def _check(connection: sqlite3.Connection) -> None:
    if not is_current(connection):
        raise EngineError("There is no search index that this version can use; run `manage.py search rebuild`.")


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the file holds an index of this code."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    return (
        bool(known) and (str(SCHEMA),) == connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    )


def create_tables(connection: sqlite3.Connection) -> None:
    """Empty tables in place of whatever was there."""
    for name in TABLE_NAMES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema', ?), ('touched', 0)", (str(SCHEMA),))
    connection.execute("INSERT INTO meta VALUES ('build', lower(hex(randomblob(8))))")


def kept(connection: sqlite3.Connection, key: str) -> Any:
    """What the index keeps about itself under the key; None if nothing."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
