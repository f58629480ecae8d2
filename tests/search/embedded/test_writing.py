"""What is written is the newest state that was told, and how far the ledger was read."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from cms.publishing.reading.filters import Filter
from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.engines.base import EngineError, IndexChanged
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded import writing as writing_module
from search.engines.embedded.writing import moment
from search.plan import plan
from search.query import SearchQuery
from tests.search.corpus import ARCHIVE, NOW, document, identity, vocabulary_of


@pytest.fixture
def empty(engine: EmbeddedEngine) -> EmbeddedEngine:
    """An engine with an index of nothing."""
    engine.rebuild([], Vocabulary())
    return engine


def found(engine: EmbeddedEngine, text: str, **wanted: Any) -> list[Any]:
    query = SearchQuery(text=text, filter=Filter(**wanted), now=NOW)
    asked = plan(text, [Analyzer.of("de", Vocabulary())])
    return [each for each, _score in engine.ask(asked, query).ids]


def rows_of(engine: EmbeddedEngine, table: str) -> int:
    with engine.store.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_how_far_the_ledger_is_read_is_noted_and_never_goes_back(empty: EmbeddedEngine) -> None:
    empty.write([], [])
    assert empty.position().sequence == 0
    empty.write([], [], upto=Position(7))
    empty.write([], [], upto=Position(3))
    assert empty.position().sequence == 7


def test_who_would_pass_something_over_is_refused(empty: EmbeddedEngine) -> None:
    empty.write([], [], upto=Position(7))
    with pytest.raises(IndexChanged):
        empty.write([document("fest", "Sommerfest")], [], after=8, upto=Position(9))
    assert (empty.position().sequence, found(empty, "Sommerfest")) == (7, [])
    empty.write([document("fest", "Sommerfest")], [], after=7, upto=Position(8))
    assert found(empty, "Sommerfest") == [identity("fest")]


def test_a_new_state_replaces_the_old_one_whole(empty: EmbeddedEngine) -> None:
    old = document("fest", "Sommerfest", "Musik", sequence=1, facets=[("city", "halle")])
    new = document("fest", "Winterfest", "Tanz", sequence=2, facets=[("city", "kiel"), ("city", "kiel")])
    empty.write([old], [])
    tables = {name: rows_of(empty, name) for name in ("facet", "occasion", "occurrence", "written", "thing")}
    empty.write([new], [])
    assert {name: rows_of(empty, name) for name in tables} == tables
    assert (found(empty, "Sommerfest Musik"), found(empty, "Tanz")) == ([], [identity("fest")])
    assert found(empty, "Tanz", facets={"city": (("halle",),)}) == []
    assert found(empty, "Tanz", facets={"city": (("kiel",),)}) == [identity("fest")]


def test_an_older_state_changes_nothing(empty: EmbeddedEngine) -> None:
    empty.write([document("fest", "Sommerfest", sequence=5)], [])
    empty.write([document("fest", "Winterfest", sequence=4)], [Withdrawal(identity("fest"), 3)])
    assert found(empty, "Sommerfest") == [identity("fest")]
    empty.write([], [Withdrawal(identity("fest"), 6)])
    empty.write([document("fest", "Winterfest", sequence=5)], [])
    assert (found(empty, "Winterfest"), empty.status().documents) == ([], 0)
    empty.write([document("fest", "Winterfest", sequence=6)], [])
    assert found(empty, "Winterfest") == [identity("fest")]


def test_of_what_is_withdrawn_nothing_is_kept_but_that_it_was(empty: EmbeddedEngine) -> None:
    empty.write([document("fest", "Sommerfest", "Musik", facets=[("city", "halle")])], [])
    empty.write([], [Withdrawal(identity("fest"), 2), Withdrawal(identity("nie"), 2)])
    for table in ("facet", "occasion", "occurrence", "written"):
        assert rows_of(empty, table) == 0
    assert rows_of(empty, "thing") == 2
    with empty.store.reading() as connection:
        assert connection.execute("SELECT rowid FROM token WHERE token MATCH 'musik'").fetchall() == []


def test_what_is_refused_is_left_out_with_its_reason_and_what_stood_before_goes(
    empty: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.write([document("fest", "Sommerfest", sequence=1)], [])
    fields_of = writing_module.fields_of

    def refusing(read: SearchDocument, analyzer: Analyzer) -> Any:
        if read.title == "Kaputt":
            raise ValueError("unlesbar")
        return fields_of(read, analyzer)

    monkeypatch.setattr(writing_module, "fields_of", refusing)
    some = [document("neu", "Neues", sequence=2), document("fest", "Kaputt", sequence=2)]
    (refusal,) = empty.write([*some, document("bad", "Bad", sequence=2)], [], upto=Position(2))
    assert (refusal.id, refusal.sequence, refusal.error) == (identity("fest"), 2, "ValueError('unlesbar')")
    assert (found(empty, "Sommerfest"), found(empty, "Neues"), found(empty, "Bad")) == (
        [],
        [identity("neu")],
        [identity("bad")],
    )
    assert empty.position().sequence == 2


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError("database or disk is full"), sqlite3.DatabaseError("disk image is malformed")]
)
def test_what_is_wrong_with_the_file_is_no_refusal(
    empty: EmbeddedEngine, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(read: SearchDocument, analyzer: Analyzer) -> Any:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(writing_module, "fields_of", failing)
        with pytest.raises(EngineError, match="cannot be written"):
            empty.write([document("fest", "Sommerfest")], [], upto=Position(2))
        with empty.building(Vocabulary()) as build, pytest.raises(EngineError, match="cannot be built"):
            build.write([document("fest", "Sommerfest")], [])
    assert empty.position().sequence == 0


def test_an_index_knows_its_ledger_and_how_far_it_has_read_it(engine: EmbeddedEngine) -> None:
    with engine.building(Vocabulary()) as build:
        build.write([document("fest", "Sommerfest")], [], upto=Position(7, "von-hier"))
        build.take_over()
    assert engine.position() == (7, "von-hier")
    status = engine.status()
    assert (status.documents, status.position, status.missing) == (1, (7, "von-hier"), False)
    engine.write([], [], upto=Position(6, "von-dort"))
    assert engine.position() == (7, "von-hier")


def test_the_vocabulary_is_that_of_the_index_that_answers_now(engine: EmbeddedEngine) -> None:
    """Another process may have built it."""
    vocabularies = [vocabulary_of(some) for some in (ARCHIVE[:1], ARCHIVE)]
    other = EmbeddedEngine(engine.store.files.link)
    assert engine.vocabulary().dump() == Vocabulary().dump()
    for vocabulary in vocabularies:
        other.rebuild([], vocabulary)
        assert engine.vocabulary().dump() == vocabulary.dump()
    other.store.close()


def test_each_round_of_writing_is_noticed_by_who_has_asked_before(empty: EmbeddedEngine) -> None:
    for number, title in enumerate(("Eins", "Zwei", "Drei"), start=1):
        empty.write([document("fest", title, sequence=number)], [])
        assert found(empty, title) == [identity("fest")]


def test_moments_are_seconds(empty: EmbeddedEngine) -> None:
    assert moment(dt.datetime(1970, 1, 1, 0, 1, tzinfo=dt.UTC)) == 60
    assert moment(None) is None
    timeless = replace(document("fest", "Fest"), starts_at=None, ends_at=None, date=None)
    empty.write([timeless], [])
    with empty.store.reading() as connection:
        columns = connection.execute("SELECT starts_at, ends_at, date FROM thing").fetchall()
    assert columns == [(None, None, None)]
