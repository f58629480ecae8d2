"""The file that answers: its tables, and connections to it."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cms.publishing.reading.sequence import Position
from search.engines.base import SCHEMA, START, EngineError, IndexMissing
from search.engines.embedded.files import Files

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
    title, body, title_parts, body_parts, title_prefixes, body_prefixes, folded, spelt, series,
    tokenize = "unicode61 remove_diacritics 0", content = ""
);
CREATE TABLE written (thing INTEGER PRIMARY KEY, tokens BLOB NOT NULL);
"""
"""`written` holds, compressed, what `token` was given: it keeps no text itself, and must be told what it is to forget."""


WAITING = 60
"""Seconds that a writer waits for another one."""
PATIENCE = 5
"""Seconds that who asks waits, which hardly ever happens: only while a file is damaged, mended or first opened nobody can read it."""
DAMAGED = (
    *(sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY),
)
"""What SQLite says of what is no index, or one no more, or may not be opened or written: another file takes its place, where one can
be made. The rest may pass: a lock, a full disk."""
NOWHERE = (errno.ENOENT, errno.ELOOP)
"""What the system says of a link that leads nowhere, or to itself."""


class Store:
    """Connections to the file that answers, one per thread and process."""

    def __init__(self, link: Path) -> None:
        self.files = Files(link)
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, opened on first use and anew when another file answers; `IndexMissing` without one."""
        try:
            file = self.files.link.stat()
        except OSError as error:
            if error.errno not in NOWHERE:
                raise
            self.close()
            raise IndexMissing from None
        if not stat.S_ISREG(file.st_mode):
            raise IndexMissing(f"The search index cannot be read: {self.files.link} is no file.")
        opened = (os.getpid(), file.st_dev, file.st_ino)
        current: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if current is not None and self._local.opened == opened:
            return current
        if current is not None and self._local.opened[0] == os.getpid():
            current.close()
        self._local.connection = None
        self._local.connection, self._local.opened = connected(self.files.present()), opened
        return self._local.connection  # type: ignore[no-any-return]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection in one state of the index; raises `EngineError` when there is none that this code can use."""
        with explained("read"):
            connection = self.connection()
            _wait(connection, PATIENCE)
            try:
                connection.execute("BEGIN")
                _check(connection)
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that waits for other writers; all or nothing. Raises as `reading` does."""
        with explained("written"):
            connection = self.connection()
            _wait(connection, WAITING)
            with transaction(connection):
                _check(connection)
                yield connection

    def compact(self) -> None:
        """Writes the file anew, and empties the log beside it."""
        with explained("written"):
            connection = self.connection()
            _wait(connection, WAITING)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes this thread's connection."""
        current: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if current is not None:
            current.close()
            self._local.connection = None


def connected(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there; none is ever made by asking or following."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _wait(connection: sqlite3.Connection, seconds: int) -> None:
    """Has the connection wait so long for others."""
    connection.execute(f"PRAGMA busy_timeout = {seconds * 1000}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that writes: all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(done: str) -> Iterator[None]:
    """Raises what SQLite and the disk say as `EngineError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED:
            raise IndexMissing(f"The search index cannot be {done}: {error}.") from error
        raise EngineError(f"The search index cannot be {done} now: {error}.") from error
    except OSError as error:
        raise EngineError(f"The search index cannot be {done} now: {error}.") from error


def _check(connection: sqlite3.Connection) -> None:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if not known or kept(connection, "schema") != str(SCHEMA):
        raise IndexMissing


def create_tables(connection: sqlite3.Connection, *, vocabulary: bytes) -> None:
    """The tables of a new index in an empty file, and what it keeps about itself."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema', ?), ('touched', 0)", (str(SCHEMA),))
    connection.execute("INSERT INTO meta VALUES ('vocabulary', ?)", (vocabulary,))
    keep_position(connection, START)
    connection.execute("INSERT INTO meta VALUES ('build', lower(hex(randomblob(8))))")


def read_position(connection: sqlite3.Connection) -> Position:
    """How far the index has read the ledger."""
    return Position(int(kept(connection, "sequence")), str(kept(connection, "mark")))


def keep_position(connection: sqlite3.Connection, position: Position) -> None:
    """Notes how far the index has read the ledger."""
    connection.execute("REPLACE INTO meta VALUES ('sequence', ?), ('mark', ?)", position)


def kept(connection: sqlite3.Connection, key: str) -> Any:
    """What the index keeps about itself under the key; None if nothing."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
