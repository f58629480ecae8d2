"""An index is followed from where it says that it is, and never past something that it has not read."""

from __future__ import annotations

import pytest

from cms.publishing.models import Entry
from cms.publishing.reading.sequence import Position, current_sequence, position_at
from search import index_consumers, indexing
from search.engines.base import EngineError, IndexChanged, IndexMissing, Refusal
from search.index_consumers import IndexWriter
from search.models import LeftOut, Rebuild
from tests.publishing.conftest import ledger
from tests.publishing.rows import Rows
from tests.search.fakes import FakeEngine

__all__ = ["ledger"]


@pytest.fixture
def entries(ledger: Rows) -> list[Entry]:
    """Two things that are public, one that was taken back, and one that is not searched."""
    made = [ledger.add("event", "Eins"), ledger.add("event", "Zwei", reason="unpublished")]
    made += [ledger.add("event", "Drei"), ledger.add("karteikarte", "Vier")]
    return list(Entry.objects.filter(pk__in=[each.pk for each in made]).order_by("sequence"))


@pytest.fixture
def engine(entries: list[Entry]) -> FakeEngine:
    return FakeEngine("probe")


def test_it_is_as_far_as_its_index(engine: FakeEngine) -> None:
    engine.read = position_at(2)
    assert IndexWriter(lambda: engine).position() == 2


@pytest.mark.parametrize("why", ["none", "another ledger", "missing"])
def test_where_there_is_nothing_to_follow_it_is_at_the_end(engine: FakeEngine, why: str) -> None:
    """Only a rebuild makes an index."""
    if why == "another ledger":
        engine.read = Position(1, "anderswo")
    if why == "missing":
        engine.fails = IndexMissing()
    writer = IndexWriter(lambda: None if why == "none" else engine)
    assert writer.position() == current_sequence() > 0


def test_an_engine_that_is_away_is_a_failure(engine: FakeEngine) -> None:
    engine.fails = EngineError("kein Anschluss")
    with pytest.raises(EngineError):
        IndexWriter(lambda: engine).position()


def test_things_are_brought_to_their_present_state(engine: FakeEngine, entries: list[Entry]) -> None:
    IndexWriter(lambda: engine).follow(entries)
    assert engine.written == [(["Eins", "Drei"], 2, 0, entries[-1].sequence)]
    assert not LeftOut.objects.exists()


def test_what_comes_before_is_never_passed_over(engine: FakeEngine, entries: list[Entry]) -> None:
    IndexWriter(lambda: engine).follow(entries[1:])
    assert engine.written == []
    engine.read = position_at(entries[0].sequence)
    IndexWriter(lambda: engine).follow(entries[1:])
    assert engine.written == [(["Drei"], 2, entries[0].sequence, entries[-1].sequence)]


def test_where_there_is_no_engine_nothing_is_written(entries: list[Entry]) -> None:
    IndexWriter(lambda: None).follow(entries)


def test_another_index_that_has_taken_over_is_asked_anew(engine: FakeEngine, entries: list[Entry]) -> None:
    def changed(*args: object, **options: object) -> list[Refusal]:
        raise IndexChanged

    engine.write = changed  # type: ignore[method-assign]
    IndexWriter(lambda: engine).follow(entries)
    assert not Rebuild.objects.filter(pk="probe").exists()


def test_a_damaged_index_is_taken_down(engine: FakeEngine, entries: list[Entry]) -> None:
    def damaged(*args: object, **options: object) -> list[Refusal]:
        raise IndexMissing("Die Datei ist beschädigt.")

    engine.write = damaged  # type: ignore[method-assign]
    with pytest.raises(IndexMissing):
        IndexWriter(lambda: engine).follow(entries)
    run = Rebuild.objects.get(pk="probe")
    assert (run.failures, "beschädigt" in run.last_error) == (1, True)


def test_what_is_refused_is_kept_in_mind_until_it_is_taken(engine: FakeEngine, entries: list[Entry]) -> None:
    LeftOut.objects.create(engine="anderer", entry=entries[0].pk, error="alt")
    LeftOut.objects.create(engine="probe", entry=entries[2].pk, error="alt")
    engine.refusals = [Refusal(entries[0].pk, 1, "zu groß")]
    IndexWriter(lambda: engine).follow(entries)
    kept = set(LeftOut.objects.values_list("engine", "entry", "error"))
    assert kept == {("anderer", entries[0].pk, "alt"), ("probe", entries[0].pk, "zu groß")}
    engine.refusals = []
    IndexWriter(lambda: engine).follow(entries)
    assert set(LeftOut.objects.values_list("engine", flat=True)) == {"anderer"}


def test_one_that_cannot_be_read_is_withdrawn_and_told(
    engine: FakeEngine, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    document_of = indexing.document_of

    def unreadable(entry: Entry, *rows: object) -> object:
        if entry.title == "Eins":
            raise ValueError("kaputt")
        return document_of(entry, *rows)  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "document_of", unreadable)
    IndexWriter(lambda: engine).follow(entries)
    assert engine.written == [(["Drei"], 3, 0, entries[-1].sequence)]
    assert list(LeftOut.objects.values_list("entry", "error")) == [(entries[0].pk, "ValueError('kaputt')")]


def test_the_embedded_engine_is_followed_beside_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, embedded = FakeEngine("gewählt"), FakeEngine("eingebaut")
    monkeypatch.setattr(index_consumers, "engine", lambda: chosen)
    monkeypatch.setattr(index_consumers, "embedded", lambda: embedded)
    assert index_consumers._fallback() is embedded
    monkeypatch.setattr(index_consumers, "engine", lambda: embedded)
    assert index_consumers._fallback() is None
