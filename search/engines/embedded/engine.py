"""The embedded engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary, load
from search.documents import SearchDocument, Withdrawal
from search.engines.base import START, Answer, Engine, EngineError, IndexMissing, Refusal, Status
from search.engines.embedded.building import EmbeddedBuild, counted
from search.engines.embedded.columns import Columns, refreshed
from search.engines.embedded.executing import answered
from search.engines.embedded.files import remove
from search.engines.embedded.postings import Reader, room
from search.engines.embedded.store import Store, explained, kept, read_position
from search.engines.embedded.writing import write_all
from search.plan import Plan
from search.query import SearchQuery


class EmbeddedEngine(Engine):
    """An index in one SQLite file; safe to use from several threads and processes."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self._vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())
        self._columns = Columns()
        self._postings = room()

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Brings these things to their present state."""
        with self.store.writing() as connection:
            analyzers = Analyzers(self._vocabulary_of(connection))
            return write_all(connection, documents, withdrawals, analyzers=analyzers, after=after, upto=upto)

    @contextmanager
    def building(self, vocabulary: Vocabulary) -> Iterator[EmbeddedBuild]:
        """A new file beside the one that answers."""
        with explained("built"):
            self.store.files.tidy()
        build = EmbeddedBuild(self.store.files, vocabulary)
        try:
            yield build
        finally:
            with explained("built"):
                build.close()
                if self.store.files.present() != build.path:
                    remove(build.path)

    def exists(self) -> bool:
        """Whether there is a file, usable or not."""
        with explained("read"):
            return self.store.files.link.exists()

    def rollback(self) -> None:
        """Lets the former file answer again."""
        with explained("read"):
            if not self.store.files.exchange():
                raise IndexMissing("There is no former search index.")

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan."""
        with self.store.reading() as connection:
            self._columns = columns = refreshed(self._columns, connection)
            return answered(Reader(connection, columns, self._postings), plan, query)

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
            try:
                self._vocabulary = (build, load(kept(connection, "vocabulary") or b""))
            except ValueError as error:
                raise IndexMissing(f"The search index cannot be read: {error}") from error
        return self._vocabulary[1]

    def position(self, *, exact: bool = True) -> Position:
        """How far it has read the ledger."""
        with self.store.reading() as connection:
            return read_position(connection)

    def status(self) -> Status:
        """How the index stands."""
        try:
            with self.store.reading() as connection:
                return Status(self.name, counted(connection), usable=True, position=read_position(connection))
        except EngineError as error:
            return Status(self.name, 0, usable=False, detail=str(error), missing=isinstance(error, IndexMissing))

    def wipe(self) -> None:
        """Writes the file anew, without what was deleted from it, and removes the former one."""
        with explained("written"):
            self.store.files.forget_former()
        self.store.compact()

    def clear(self) -> None:
        """Removes all files."""
        self.store.close()
        self.store.files.clear()
