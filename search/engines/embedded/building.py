"""Builds an index in a file of its own, beside the one that answers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.engines.base import START, Refusal
from search.engines.embedded.files import Files
from search.engines.embedded.store import create_tables, explained, transaction
from search.engines.embedded.writing import write_all


class EmbeddedBuild:
    """A file that nobody else knows until it takes over: it waits for no one, and no one waits for it."""

    def __init__(self, files: Files, vocabulary: Vocabulary) -> None:
        self._files = files
        self._analyzers = Analyzers(vocabulary)
        with explained("built"):
            self.path = files.new()
            self._claim = files.claim(self.path)
            self._connection = sqlite3.connect(self.path, isolation_level=None)
            # Whatever happens to the process or the machine before it takes over, the file is thrown away.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute("PRAGMA cache_size = -16384")
            with transaction(self._connection) as connection:
                create_tables(connection, vocabulary=vocabulary.dump())

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Brings these things to their present state."""
        with explained("built"), transaction(self._connection) as connection:
            return write_all(connection, documents, withdrawals, analyzers=self._analyzers, after=after, upto=upto)

    def count(self) -> int:
        """How many things it holds."""
        return counted(self._connection)

    def take_over(self) -> None:
        """Lets the file answer, once all of it is on the disk."""
        with explained("built"):
            self._connection.execute("INSERT INTO token(token) VALUES ('optimize')")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self.close()
            _sync(self.path)
            self._files.take_over(self.path)
            _sync(self.path.parent)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()
        Path(self._claim.name).unlink(missing_ok=True)
        self._claim.close()


def counted(connection: sqlite3.Connection) -> int:
    """How many things the index holds."""
    count: int = connection.execute("SELECT count(*) FROM thing WHERE deleted = 0").fetchone()[0]
    return count


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
