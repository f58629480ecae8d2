"""Parts of the embedded engine, each by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from search.analysis.vocabulary import Vocabulary
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.columns import Columns, refreshed
from search.engines.embedded.postings import Reader, room
from search.engines.embedded.store import create_tables
from search.engines.embedded.writing import TOKENS, WRITE_TOKENS


class Index:
    """A file with just the rows that a test needs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def tokens(self, row: int, **fields: str) -> None:
        """Writes the tokens of a thing."""
        self.connection.execute(WRITE_TOKENS, (row, *(fields.get(name, "") for name in TOKENS)))

    def thing(
        self,
        row: int,
        *,
        deleted: bool = False,
        touched: int = 1,
        facets: Mapping[str, str] | None = None,
        spans: tuple[tuple[float, float], ...] = (),
        **columns: str | float | None,
    ) -> None:
        """Writes, or replaces, what is known of a thing."""
        names = ", ".join(["rowid", "id", "sequence", "deleted", "touched", *columns])
        marks = ", ".join("?" * (5 + len(columns)))
        for table in ("facet", "occurrence"):
            self.connection.execute(f"DELETE FROM {table} WHERE thing = ?", (row,))
        self.connection.execute(
            f"INSERT OR REPLACE INTO thing ({names}) VALUES ({marks})",
            (row, f"{row:032x}", 1, deleted, touched, *columns.values()),
        )
        self.connection.executemany(
            "INSERT INTO facet VALUES (?, ?, ?)", [(name, value, row) for name, value in (facets or {}).items()]
        )
        self.connection.executemany(
            "INSERT INTO occurrence VALUES (?, ?, ?, 1)", [(row, begins, ends) for begins, ends in spans]
        )

    def reader(self) -> Reader:
        """Reads it as it is now; remembers nothing of what was read before."""
        return Reader(self.connection, refreshed(Columns(), self.connection), room())

    def touch(self, number: int) -> None:
        """Says that this many rounds of writing have ended."""
        self.connection.execute("UPDATE meta SET value = ? WHERE key = 'touched'", (number,))


@pytest.fixture
def index() -> Iterator[Index]:
    """An index in memory, without anything in it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection, vocabulary=Vocabulary().dump())
    yield Index(connection)
    connection.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """An engine without a file."""
    engine = EmbeddedEngine(tmp_path / "search.sqlite3")
    yield engine
    engine.clear()
