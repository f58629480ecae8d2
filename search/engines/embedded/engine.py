"""The embedded engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary, load
from search.documents import SearchDocument, Withdrawal
from search.engines.base import Answer, EngineError, Status
from search.engines.embedded.answering import answered
from search.engines.embedded.columns import Columns, refreshed
from search.engines.embedded.store import Store, create_tables, is_current, kept
from search.engines.embedded.writing import next_touch, write_document, write_withdrawal
from search.plan import Plan
from search.query import SearchQuery


class EmbeddedEngine:
    """An index in one SQLite file; safe to use from several threads and processes."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self._vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())
        self._columns = Columns()

    def write(self, documents: Sequence[SearchDocument], withdrawals: Sequence[Withdrawal]) -> None:
        """Brings these things to their present state; makes an empty index where there is none."""
        with self.store.writing() as connection:
            if not is_current(connection):
                create_tables(connection)
            analyzers = Analyzers(self._vocabulary_of(connection))
            touch = next_touch(connection)
            for document in documents:
                write_document(connection, document, analyzers.of(document.language), touch)
            for withdrawal in withdrawals:
                write_withdrawal(connection, withdrawal, touch)

    def rebuild(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> int:
        """A new index in one transaction: readers see the old one until it is whole."""
        with self.store.writing() as connection:
            create_tables(connection)
            connection.execute("INSERT INTO meta VALUES ('vocabulary', ?)", (vocabulary.dump(),))
            analyzers = Analyzers(vocabulary)
            touch = next_touch(connection)
            for document in documents:
                write_document(connection, document, analyzers.of(document.language), touch)
            connection.execute("INSERT INTO token(token) VALUES ('optimize')")
            count: int = connection.execute("SELECT count(*) FROM thing WHERE deleted = 0").fetchone()[0]
        return count

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan."""
        with self.store.reading() as connection:
            self._columns = columns = refreshed(self._columns, connection)
            return answered(connection, columns, plan, query)

    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the present index; an empty one without an index."""
        try:
            with self.store.reading() as connection:
                return self._vocabulary_of(connection)
        except EngineError:
            return Vocabulary()

    def _vocabulary_of(self, connection: sqlite3.Connection) -> Vocabulary:
        build = str(kept(connection, "build"))
        if build != self._vocabulary[0]:
            self._vocabulary = (build, load(kept(connection, "vocabulary") or b""))
        return self._vocabulary[1]

    def status(self) -> Status:
        """How the index stands."""
        try:
            with self.store.reading() as connection:
                count = connection.execute("SELECT count(*) FROM thing WHERE deleted = 0").fetchone()[0]
        except EngineError as error:
            return Status(self.name, 0, usable=False, detail=str(error))
        return Status(self.name, count, usable=True)

    def wipe(self) -> None:
        """Writes the file anew, without what was deleted from it."""
        self.store.compact()

    def clear(self) -> None:
        """Removes the file."""
        self.store.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.store.path}{suffix}").unlink(missing_ok=True)
