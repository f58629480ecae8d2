"""The embedded engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary, load
from search.documents import SearchDocument, Withdrawal
from search.engines.base import FACET_LIMIT, Answer, EngineError, Status
from search.engines.embedded.narrowing import Conditions, conditions_of
from search.engines.embedded.ranking import ranked
from search.engines.embedded.store import Store, create_tables, is_current
from search.engines.embedded.writing import write_document, write_withdrawal
from search.plan import Plan
from search.query import SearchQuery, Sort

ORDERS = {
    Sort.NEWEST: "thing.date DESC, thing.rowid",
    Sort.OLDEST: "thing.date, thing.rowid",
    Sort.EVENT_DATE: "thing.starts_at IS NULL, thing.starts_at, thing.rowid",
}


class EmbeddedEngine:
    """An index in one SQLite file; safe to use from several threads and processes."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self._vocabulary: tuple[str, Vocabulary] = ("", Vocabulary())

    def write(self, documents: Sequence[SearchDocument], withdrawals: Sequence[Withdrawal]) -> None:
        """Brings these things to their present state; makes an empty index where there is none."""
        with self.store.writing() as connection:
            if not is_current(connection):
                create_tables(connection)
            analyzers = Analyzers(self._vocabulary_of(connection))
            for document in documents:
                write_document(connection, document, analyzers.of(document.language))
            for withdrawal in withdrawals:
                write_withdrawal(connection, withdrawal)

    def rebuild(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> int:
        """A new index in one transaction: readers see the old one until it is whole."""
        with self.store.writing() as connection:
            create_tables(connection)
            connection.execute("INSERT INTO meta VALUES ('vocabulary', ?)", (vocabulary.dump(),))
            connection.execute("INSERT INTO meta VALUES ('build', lower(hex(randomblob(8))))")
            analyzers = Analyzers(vocabulary)
            for document in documents:
                write_document(connection, document, analyzers.of(document.language))
            connection.execute("INSERT INTO token(token) VALUES ('optimize')")
            count: int = connection.execute("SELECT count(*) FROM thing WHERE deleted = 0").fetchone()[0]
        return count

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan."""
        with self.store.reading() as connection:
            conditions = conditions_of(plan, query)
            total = _count(connection, conditions)
            rows = self._page(connection, plan, query, conditions) if total else []
            facets = {name: _facet(connection, name, plan, query) for name in query.facets}
            return Answer(tuple(_identified(connection, rows)), total, facets)

    def _page(
        self, connection: sqlite3.Connection, plan: Plan, query: SearchQuery, conditions: Conditions
    ) -> list[tuple[int, float]]:
        if query.sort == Sort.RELEVANCE and plan.stems:
            best = ranked(connection, plan, conditions)
            page = best[query.offset : query.offset + query.page_size]
            if len(page) < query.page_size:
                page += _rest(connection, conditions, [row for row, _ in best], query, len(page))
            return page
        order = ORDERS.get(query.sort, ORDERS[Sort.NEWEST])
        found = connection.execute(
            f"SELECT thing.rowid FROM thing WHERE {conditions.sql} ORDER BY {order} LIMIT ? OFFSET ?",
            (*conditions.parameters, query.page_size, query.offset),
        )
        return [(row, 0.0) for (row,) in found]

    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the present index; an empty one without an index."""
        try:
            with self.store.reading() as connection:
                return self._vocabulary_of(connection)
        except EngineError:
            return Vocabulary()

    def _vocabulary_of(self, connection: sqlite3.Connection) -> Vocabulary:
        row = connection.execute("SELECT value FROM meta WHERE key = 'build'").fetchone()
        build = row[0] if row else ""
        if build != self._vocabulary[0]:
            dump = connection.execute("SELECT value FROM meta WHERE key = 'vocabulary'").fetchone()[0]
            self._vocabulary = (build, load(dump))
        return self._vocabulary[1] if build else Vocabulary()

    def status(self) -> Status:
        """How the index stands."""
        try:
            with self.store.reading() as connection:
                count = connection.execute("SELECT count(*) FROM thing WHERE deleted = 0").fetchone()[0]
        except EngineError as error:
            return Status(self.name, 0, usable=False, detail=str(error))
        return Status(self.name, count, usable=True)

    def clear(self) -> None:
        """Removes the file."""
        self.store.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.store.path}{suffix}").unlink(missing_ok=True)


def _count(connection: sqlite3.Connection, conditions: Conditions) -> int:
    counted = connection.execute(f"SELECT count(*) FROM thing WHERE {conditions.sql}", conditions.parameters)
    return int(counted.fetchone()[0])


def _rest(
    connection: sqlite3.Connection, conditions: Conditions, ranked_rows: list[int], query: SearchQuery, given: int
) -> list[tuple[int, float]]:
    """Answers beyond the ranked ones, newest first."""
    shown = ", ".join(map(str, ranked_rows)) or "NULL"
    found = connection.execute(
        f"SELECT thing.rowid FROM thing WHERE {conditions.sql} AND thing.rowid NOT IN ({shown})"
        f" ORDER BY {ORDERS[Sort.NEWEST]} LIMIT ? OFFSET ?",
        (*conditions.parameters, query.page_size - given, max(0, query.offset - len(ranked_rows))),
    )
    return [(row, 0.0) for (row,) in found]


def _facet(connection: sqlite3.Connection, name: str, plan: Plan, query: SearchQuery) -> dict[str, int]:
    conditions = conditions_of(plan, query, without=name)
    rows = connection.execute(
        "SELECT facet.value, count(*) AS hits FROM facet JOIN thing ON thing.rowid = facet.thing"
        f" WHERE facet.name = ? AND {conditions.sql} GROUP BY facet.value ORDER BY hits DESC, facet.value LIMIT ?",
        (name, *conditions.parameters, FACET_LIMIT),
    )
    return {value: int(count) for value, count in rows}


def _identified(connection: sqlite3.Connection, rows: list[tuple[int, float]]) -> list[tuple[UUID, float]]:
    marks = ", ".join(str(row) for row, _ in rows)
    ids = dict(connection.execute(f"SELECT rowid, id FROM thing WHERE rowid IN ({marks})")) if rows else {}
    return [(UUID(ids[row]), score) for row, score in rows]
