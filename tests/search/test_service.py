"""An answer of the archive: hits that are still public, counts with their names, and who has answered."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import uuid4

import pytest

from cms.extend import registry
from cms.publishing.models import Entry, EntryState
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.sequence import Position
from search import service
from search.engines.base import Answer, EngineError, IndexMissing
from search.labels import Labels
from search.models import Rebuild
from search.query import SearchQuery
from tests.publishing.conftest import ledger
from tests.publishing.rows import NOON, Rows
from tests.search.asking.test_asking import stems, vocabulary
from tests.search.fakes import NOTHING, FakeEngine

__all__ = ["ledger"]
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


class Engines:
    """The chosen engine and the one that stands in, of this ledger."""

    def __init__(self) -> None:
        self.chosen, self.fallback = FakeEngine("gewählt"), FakeEngine("eingebaut")


@pytest.fixture
def engines(ledger: Rows, monkeypatch: pytest.MonkeyPatch) -> Engines:
    engines = Engines()
    monkeypatch.setattr(service, "engine", lambda: engines.chosen)
    monkeypatch.setattr(service, "embedded", lambda: engines.fallback)
    monkeypatch.setattr(service, "_remembered", Labels())
    ledger.add("partner", "Erste")
    return engines


def finding(*entries: Entry, total: int | None = None, **facets: Any) -> Any:
    ids = tuple((entry.pk, 2.0 - at / 3) for at, entry in enumerate(entries))
    return lambda plan, query: Answer(ids, len(entries) if total is None else total, facets)


def asked(text: str = "Fest", **options: Any) -> Any:
    options.setdefault("filter", Filter(locale="de"))
    return service.search(SearchQuery(text=text, now=NOW, **options))


def test_a_hit_says_what_a_list_shows(engines: Engines, ledger: Rows) -> None:
    end = NOON + dt.timedelta(hours=2)
    fest = ledger.add(
        "event",
        "Sommerfest",
        starts_at=NOON,
        ends_at=end,
        passages=[["Musik und ein Fest", "paragraph", "b1", "Olga"], ["Essen", "paragraph", "b2", ""]],
    )
    other = ledger.add("news", "Danach", locale="en")
    engines.chosen.answer = finding(fest, other)
    results = asked("Fest")
    assert (results.engine, results.total, results.page, results.pages, results.fallback) == ("gewählt", 2, 1, 1, False)
    hit, second = results.hits
    assert (hit.id, hit.type, hit.locale, hit.title, hit.path) == (fest.pk, "event", "de", "Sommerfest", fest.path)
    assert (hit.starts_at, hit.ends_at, hit.score, second.score) == (NOON, end, 2.0, 1.6667)
    assert "".join(text for text, _marked in hit.marked_title) == "Sommerfest"
    assert hit.passage is not None
    assert (hit.passage.type, hit.passage.block_id, hit.passage.speaker) == ("paragraph", "b1", "Olga")
    assert ("Fest", True) in hit.passage.text
    assert (hit.document, second.locale, second.passage) == (fest.document, "en", None)


def test_what_is_public_no_more_is_no_hit_whatever_the_index_says(engines: Engines, ledger: Rows) -> None:
    gone, live = ledger.add("event", "Weg"), ledger.add("event", "Da")
    engines.chosen.answer = finding(gone, live)
    Entry.objects.filter(pk=gone.pk).update(state=EntryState.WITHDRAWN)
    assert [hit.title for hit in asked().hits] == ["Da"]


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (10, 1), (11, 2), (101, 11)])
def test_pages_are_counted(engines: Engines, ledger: Rows, total: int, pages: int) -> None:
    engines.chosen.answer = finding(ledger.add("event", "Fest"), total=total)
    results = asked("", page=2)
    assert (results.pages, results.page) == (pages, 2)


def test_counts_have_names_and_chosen_ones_stay_without_hits(engines: Engines, ledger: Rows) -> None:
    fest = ledger.add("event", "Fest", facets={"city": "halle", "topic": "wohnen"})
    ledger.add("event", "Fair", locale="en", facets={"city": "kiel"})
    labels = {public.name: public.label for public in registry().public_types.values()}
    counts = {"city": {"halle": 1, "nirgends": 2}, "type": {"event": 1}, "year": {"2018": 1, "2020": 4}}
    engines.chosen.answer = finding(fest, **counts)
    wanted = Filter(locale="de", types=("news",), facets={"city": (("kiel",), ("halle",)), "year": (("2019",),)})
    results = asked(filter=wanted, facets=("city", "type", "year", "topic"))
    assert [(each.value, each.label, each.locale, each.count, each.chosen) for each in results.facets["city"]] == [
        ("halle", "halle (de)", "de", 1, True),
        ("nirgends", "nirgends", "", 2, False),
        ("kiel", "kiel (en)", "en", 0, True),
    ]
    assert [(each.value, each.count, each.chosen) for each in results.facets["type"]] == [
        ("event", 1, False),
        ("news", 0, True),
    ]
    assert [each.label for each in results.facets["type"]] == [str(labels["event"]), str(labels["news"])]
    assert {each.locale for each in results.facets["type"]} == {""}
    assert [each.value for each in results.facets["year"]] == ["2020", "2019", "2018"]
    assert results.facets["topic"] == ()


def test_without_a_language_names_are_those_of_the_house(engines: Engines, ledger: Rows) -> None:
    for locale in ("en", "de"):
        ledger.add("event", f"Fest {locale}", locale=locale, facets={"city": "halle"})
    engines.chosen.answer = finding(city={"halle": 2})
    (city,) = asked(filter=Filter(), facets=("city",)).facets["city"]
    assert (city.label, city.locale) == ("halle (de)", "de")


def test_what_was_corrected_or_loosened_is_said(engines: Engines, ledger: Rows) -> None:
    results = asked("Nirgends")
    assert (results.corrected, results.relaxed, results.hits) == ("", "newest", ())
    fest = ledger.add("event", "Demokratie")
    engines.chosen.known = vocabulary(de="Demokratie Demokratie Theater")
    engines.chosen.answer = lambda plan, query: NOTHING if "demokratei" in stems(plan) else finding(fest)(plan, query)
    results = asked("Demokratei")
    assert (results.corrected, results.relaxed, results.total) == ("Demokratie", "spelling", 1)


def test_each_hit_is_read_in_its_own_language(engines: Engines, ledger: Rows) -> None:
    """An English word is marked where it stands in another form in English."""
    made = [ledger.add("event", "City", locale=locale) for locale in ("en", "de")]
    engines.chosen.answer = finding(*made)
    marked = [hit.marked_title for hit in asked("cities", filter=Filter(locale="en")).hits]
    assert marked == [(("City", True),), (("City", False),)]


def test_the_other_engine_answers_while_the_chosen_one_cannot(
    engines: Engines, ledger: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    engines.fallback.answer = finding(ledger.add("event", "Fest"))
    engines.chosen.fails = EngineError("kein Anschluss")
    with caplog.at_level(logging.WARNING):
        results = asked()
    assert (results.engine, results.fallback, results.total) == ("eingebaut", True, 1)
    assert not Rebuild.objects.filter(pk="gewählt").exists()


def test_where_there_is_no_other_engine_it_is_said(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "embedded", lambda: engines.chosen)
    engines.chosen.fails = EngineError("kein Anschluss")
    with pytest.raises(EngineError, match="kein Anschluss"):
        asked()


def test_an_index_of_another_ledger_answers_nothing(engines: Engines) -> None:
    engines.chosen.read = Position(1, "anderswo")
    assert asked().engine == "eingebaut"
    engines.fallback.read = Position(1, "anderswo")
    with pytest.raises(IndexMissing, match=r"^The search index is built from another ledger"):
        asked()


def test_a_damaged_index_is_taken_down_and_the_other_one_answers(engines: Engines) -> None:
    def damaged(plan: Any, query: Any) -> Answer:
        raise IndexMissing("Die Datei ist beschädigt.")

    engines.chosen.answer = damaged
    assert asked().engine == "eingebaut"
    assert "beschädigt" in Rebuild.objects.get(pk="gewählt").last_error


def test_how_far_the_index_that_answers_has_read(engines: Engines) -> None:
    engines.chosen.read, engines.fallback.read = Position(7), Position(5)
    assert service.reached() == 7
    engines.chosen.fails = EngineError("kein Anschluss")
    assert service.reached() == 5
    engines.fallback.fails = EngineError("auch nicht")
    assert service.reached() == 0


def test_facets_of_plugins_and_the_core_are_counted() -> None:
    names = service.facet_names()
    assert (names[0], names[-1]) == ("type", "year")
    assert {"city", "topic", "partner"} <= {*names}


def test_an_unknown_id_is_no_hit(engines: Engines) -> None:
    engines.chosen.answer = lambda plan, query: Answer(((uuid4(), 1.0),), 1)
    assert asked().hits == ()
    engines.chosen.answer = lambda plan, query: NOTHING
    assert asked("").hits == ()
