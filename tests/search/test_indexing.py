"""An index is built from the ledger, whole, by one process at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.utils import timezone

from cms.publishing.ledger import next_sequence
from cms.publishing.models import Entry
from cms.publishing.reading.sequence import current_position, current_sequence
from search import indexing
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument
from search.engines.base import START, EngineError, IndexMissing, Refusal
from search.indexing import Busy, rebuild, vocabulary_of
from search.models import LeftOut, Rebuild
from tests.publishing.conftest import ledger
from tests.publishing.rows import Rows
from tests.search.corpus import document
from tests.search.fakes import FakeEngine

__all__ = ["ledger"]


@pytest.fixture
def engine(ledger: Rows, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """Five things are public, two are read at a time."""
    monkeypatch.setattr(indexing, "BATCH", 2)
    for title in ("Eins", "Zwei", "Drei", "Vier", "Fünf"):
        ledger.add("event", title, passages=[[f"Das {title}fest", "paragraph", "b", ""]])
    ledger.add("event", "Zurückgezogen", reason="unpublished")
    ledger.add("karteikarte", "Ungesucht")
    return FakeEngine("probe")


def test_all_that_is_searched_is_written_some_at_a_time(engine: FakeEngine) -> None:
    reported: list[int] = []
    assert rebuild(engine, reported.append) == 5
    end = current_sequence()
    assert engine.written == [
        (["Eins", "Zwei"], 0, 0, 0),
        (["Drei", "Vier"], 0, 0, 0),
        (["Fünf"], 0, 0, 0),
        ([], 0, 0, end),
    ]
    assert reported == [2, 4, 5]
    assert engine.taken_over == [current_position()]
    assert "zweifest" in engine.known.counts
    assert (engine.known.documents, engine.known.languages) == (5, ("de",))


def test_what_changes_meanwhile_is_read_at_its_new_place(engine: FakeEngine, ledger: Rows) -> None:
    def changed(done: int) -> None:
        if done == 2:
            Entry.objects.filter(title="Fünf").update(sequence=next_sequence())
            ledger.add("event", "Sechs")
            ledger.add("event", "Sieben")

    assert rebuild(engine, changed) == 7
    end = current_sequence()
    assert engine.written == [
        (["Eins", "Zwei"], 0, 0, 0),
        (["Drei", "Vier"], 0, 0, 0),
        ([], 0, 0, end - 3),
        (["Fünf", "Sechs"], 0, 0, end - 1),
        (["Sieben"], 0, 0, end),
    ]


def test_who_is_second_is_told_so(engine: FakeEngine) -> None:
    soon = timezone.now() + dt.timedelta(seconds=10)
    Rebuild.objects.create(engine="probe", claim="x", claimed_until=soon)
    with pytest.raises(
        Busy, match=r"^Another process builds the search index just now \(probe\), or has just failed to"
    ):
        rebuild(engine)
    assert engine.written == []


def test_who_has_lost_the_lease_does_not_take_over(engine: FakeEngine) -> None:
    def overtaken(done: int) -> None:
        Rebuild.objects.update(claim="ein anderer")

    with pytest.raises(Busy, match=r"^Another process has taken over the building of the search index"):
        rebuild(engine, overtaken)
    assert engine.taken_over == []


@pytest.mark.parametrize("held", [4, 6])
def test_one_that_holds_something_else_does_not_take_over(engine: FakeEngine, held: int) -> None:
    engine.holds = held
    with pytest.raises(EngineError, match=rf"lacks {5 - held} things that are public; the present one stays"):
        rebuild(engine)
    assert engine.taken_over == []


def test_what_is_refused_is_kept_in_mind_and_what_was_before_is_forgotten(engine: FakeEngine) -> None:
    refused = Entry.objects.get(title="Zwei")
    LeftOut.objects.create(engine="probe", entry=Entry.objects.get(title="Drei").pk, error="alt")
    LeftOut.objects.create(engine="anderer", entry=refused.pk, error="alt")
    write = engine.write

    def refusing(documents: Sequence[SearchDocument], withdrawals: Any, **options: int) -> list[Refusal]:
        write([each for each in documents if each.title != "Zwei"], withdrawals, **options)
        return [Refusal(each.id, each.sequence, "zu groß") for each in documents if each.title == "Zwei"]

    engine.write = refusing  # type: ignore[method-assign, assignment]
    assert rebuild(engine) == 4
    kept = set(LeftOut.objects.values_list("engine", "entry", "error"))
    assert kept == {("probe", refused.pk, "zu groß"), ("anderer", refused.pk, "alt")}


def test_only_what_was_written_just_now_is_forgotten(engine: FakeEngine) -> None:
    one, two = Entry.objects.filter(title__in=("Eins", "Zwei")).order_by("sequence")
    for entry in (one, two):
        LeftOut.objects.create(engine="probe", entry=entry.pk, error="alt")
    indexing.note_left_out(engine, [one], [])
    assert list(LeftOut.objects.values_list("entry", flat=True)) == [two.pk]


def test_everything_is_what_an_index_should_hold(engine: FakeEngine, ledger: Rows) -> None:
    ledger.add("event", "Sechs", facets={"city": "halle"})
    found = list(indexing.everything())
    assert [each.title for each in found] == ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"]
    assert ("city", "halle") in found[-1].facets
    assert indexing.count() == 6


def test_the_words_of_documents_are_read_in_their_language() -> None:
    found = vocabulary_of([document("fest", "Sommerfest", "Musik"), document("fair", "Fair", "music", locale="en")])
    assert {"sommerfest", "musik", "fair", "music"} <= found.counts.keys()
    assert ({*found.languages}, found.documents) == ({"de", "en"}, 2)


def test_an_index_of_just_these_documents(engine: FakeEngine) -> None:
    some = [document(f"d{number}", f"Text {number}") for number in range(201)]
    assert engine.rebuild(some, Vocabulary()) == 201
    assert [len(titles) for titles, *_rest in engine.written] == [200, 1]
    assert engine.taken_over == [START]
    engine.refusals = [Refusal(some[0].id, 1, "zu groß")]
    with pytest.raises(EngineError, match=f"^{some[0].id} is refused: zu groß$"):
        engine.rebuild(some[:1], Vocabulary())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IndexMissing(), "There is no search index that this version can use."),
        (IndexMissing("Fort."), "Fort."),
    ],
)
def test_who_misses_an_index_is_told_what_to_do(error: IndexMissing, said: str) -> None:
    assert str(error) == f"{said} The worker builds it soon; `manage.py search rebuild` does at once."
