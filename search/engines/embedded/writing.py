"""Writes things into the file."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import zlib
from collections.abc import Sequence

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzer, Analyzers
from search.documents import SearchDocument, Withdrawal
from search.engines.base import IndexChanged, Refusal
from search.engines.embedded.store import keep_position, kept, read_position
from search.fields import fields_of

log = logging.getLogger(__name__)

TOKENS = ("title", "body", "title_parts", "body_parts", "title_prefixes", "body_prefixes", "folded", "spelt", "series")
WRITE_TOKENS = f"INSERT INTO token (rowid, {', '.join(TOKENS)}) VALUES (?{', ?' * len(TOKENS)})"
FORGET_TOKENS = f"INSERT INTO token (token, rowid, {', '.join(TOKENS)}) VALUES ('delete', ?{', ?' * len(TOKENS)})"


def write_all(
    connection: sqlite3.Connection,
    documents: Sequence[SearchDocument],
    withdrawals: Sequence[Withdrawal],
    *,
    analyzers: Analyzers,
    after: int,
    upto: Position,
) -> list[Refusal]:
    """Writes them all but those that are refused, and notes up to where the ledger is read; within the caller's transaction."""
    before = read_position(connection)
    if before.sequence < after:
        raise IndexChanged
    touch = next_touch(connection)
    refused = []
    for document in documents:
        try:
            connection.execute("SAVEPOINT document")
            write_document(connection, document, analyzers.of(document.language), touch)
        except Exception as error:
            if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
                raise  # It is not the document: the disk is full, the file is locked or damaged.
            log.exception("The search index refuses %s.", document.id)
            connection.execute("ROLLBACK TO document")
            refused.append(Refusal(document.id, document.sequence, repr(error)))
        connection.execute("RELEASE document")
    for withdrawal in [*withdrawals, *(Withdrawal(each.id, each.sequence) for each in refused)]:
        write_withdrawal(connection, withdrawal, touch)
    if upto.sequence > before.sequence:
        keep_position(connection, upto)
    return refused


def next_touch(connection: sqlite3.Connection) -> int:
    """The number of this round of writing; readers ask by it for what they have not seen."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'touched'")
    return int(kept(connection, "touched"))


def write_document(connection: sqlite3.Connection, document: SearchDocument, analyzer: Analyzer, touch: int) -> None:
    """Stores the document unless a newer state of it is stored."""
    rowid = _forget(connection, document.id.hex, document.sequence, touch)
    if rowid is None:
        return
    fields = fields_of(document, analyzer)
    connection.execute(
        "UPDATE thing SET deleted = 0, type = ?, locale = ?, title_key = ?, starts_at = ?, ends_at = ?, updated_at = ?,"
        " date = ?, ages = ? WHERE rowid = ?",
        (
            document.type,
            document.locale,
            fields.title_key,
            *map(moment, (document.starts_at, document.ends_at, document.updated_at, document.date)),
            document.ages,
            rowid,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", [(name, value, rowid) for name, value in document.facets]
    )
    connection.executemany("INSERT INTO occasion VALUES (?, ?)", [(token, rowid) for token in fields.occasions])
    connection.executemany(
        "INSERT INTO occurrence VALUES (?, ?, ?, ?)",
        [(rowid, moment(each.starts_at), moment(each.ends_at), each.can_run) for each in document.spans],
    )
    tokens = [getattr(fields, name) for name in TOKENS]
    connection.execute(WRITE_TOKENS, (rowid, *tokens))
    packed = zlib.compress("\n".join(tokens).encode(), level=1)
    connection.execute("INSERT INTO written VALUES (?, ?)", (rowid, packed))


def write_withdrawal(connection: sqlite3.Connection, withdrawal: Withdrawal, touch: int) -> None:
    """Leaves a tombstone unless a newer state is stored, so that an older one can never come back."""
    _forget(connection, withdrawal.id.hex, withdrawal.sequence, touch)


def _forget(connection: sqlite3.Connection, identity: str, sequence: int, touch: int) -> int | None:
    """Clears what is stored of the thing; its row, or None if a newer state is stored."""
    known = connection.execute("SELECT rowid, sequence, deleted FROM thing WHERE id = ?", (identity,)).fetchone()
    if known is None:
        return connection.execute(
            "INSERT INTO thing (id, sequence, deleted, touched) VALUES (?, ?, 1, ?)", (identity, sequence, touch)
        ).lastrowid
    rowid, stored, deleted = known
    if stored > sequence:
        return None
    if not deleted:
        connection.execute("DELETE FROM facet WHERE thing = ?", (rowid,))
        connection.execute("DELETE FROM occasion WHERE thing = ?", (rowid,))
        connection.execute("DELETE FROM occurrence WHERE thing = ?", (rowid,))
        _forget_tokens(connection, rowid)
    connection.execute(
        "UPDATE thing SET deleted = 1, sequence = ?, touched = ? WHERE rowid = ?", (sequence, touch, rowid)
    )
    return int(rowid)


def _forget_tokens(connection: sqlite3.Connection, rowid: int) -> None:
    (packed,) = connection.execute("SELECT tokens FROM written WHERE thing = ?", (rowid,)).fetchone()
    connection.execute(FORGET_TOKENS, (rowid, *zlib.decompress(packed).decode().split("\n")))
    connection.execute("DELETE FROM written WHERE thing = ?", (rowid,))


def moment(value: dt.datetime | None) -> float | None:
    """A point in time as the index stores it."""
    return value.timestamp() if value else None
