"""Every engine looks at each date of a thing, and tells where it stands in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cms.extend import Occurrence
from cms.publishing.reading.filters import Filter, Phase, Span
from search.documents import SearchDocument
from search.engines.base import Engine
from search.plan import Plan
from search.query import SearchQuery
from tests.search.corpus import document, identity, vocabulary_of


def at(month: int, day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


def several(key: str, *occurrences: Occurrence) -> SearchDocument:
    return replace(
        document(key, key),
        starts_at=min(each.starts_at for each in occurrences),
        ends_at=max(each.ends_at for each in occurrences),
        occurrences=occurrences,
    )


DOCUMENTS = (
    several("reihe", *(Occurrence(at(3, day, 18), at(3, day, 20)) for day in (2, 9, 30))),
    several("monat", Occurrence(at(3, 1), at(4, 1), exact=False)),
    several("abgesagt", Occurrence(at(3, 9, 18), at(3, 9, 20), takes_place=False)),
    document("tag", "tag", day=dt.date(2026, 3, 9)),
)


@pytest.fixture
def dated(empty: Engine) -> Engine:
    empty.rebuild(DOCUMENTS, vocabulary_of(DOCUMENTS))
    return empty


def found(engine: Engine, wanted: Filter, now: dt.datetime) -> set[str]:
    keys = {identity(each.title): each.title for each in DOCUMENTS}
    answer = engine.ask(Plan(is_blank=True), SearchQuery(text="", filter=wanted, now=now))
    return {keys[each] for each, _score in answer.ids}


@pytest.mark.parametrize(
    ("now", "upcoming", "running", "past"),
    [
        (at(3, 2, 17), {"reihe", "monat", "abgesagt", "tag"}, set(), set()),
        (at(3, 2, 19), {"monat", "abgesagt", "tag"}, {"reihe"}, set()),
        (at(3, 5), {"reihe", "monat", "abgesagt", "tag"}, set(), set()),
        (at(3, 9, 19), {"monat", "abgesagt"}, {"reihe", "tag"}, set()),
        (at(3, 10), {"reihe", "monat"}, set(), {"abgesagt", "tag"}),
        (at(3, 30, 20), {"monat"}, set(), {"reihe", "abgesagt", "tag"}),
        (at(4, 1), set(), set(), {"reihe", "monat", "abgesagt", "tag"}),
    ],
)
def test_phases(dated: Engine, now: dt.datetime, upcoming: set[str], running: set[str], past: set[str]) -> None:
    expected = {Phase.UPCOMING: upcoming, Phase.RUNNING: running, Phase.PAST: past}
    assert {phase: found(dated, Filter(when=(phase,)), now) for phase in Phase} == expected
    assert found(dated, Filter(when=(Phase.UPCOMING, Phase.RUNNING)), now) == upcoming | running


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(at(3, 3), at(3, 9)), {"monat"}),
        (Span(at(3, 9), at(3, 10)), {"reihe", "monat", "abgesagt", "tag"}),
        (Span(at(3, 10), at(3, 30)), {"monat"}),
        (Span(at(3, 10), None), {"reihe", "monat"}),
        (Span(None, at(3, 2)), {"monat"}),
        (Span(at(4, 1), None), set()),
    ],
)
def test_both_ends_of_a_span_are_asked_of_the_same_date(dated: Engine, span: Span, expected: set[str]) -> None:
    assert found(dated, Filter(start=span), at(3, 1)) == expected


def test_a_date_that_is_gone_is_found_no_more(dated: Engine) -> None:
    moved = replace(several("reihe", Occurrence(at(5, 1), at(5, 2))), sequence=2)
    dated.write([moved], [])
    assert found(dated, Filter(start=Span(at(3, 9), at(3, 10))), at(3, 1)) == {"monat", "abgesagt", "tag"}
    assert found(dated, Filter(start=Span(at(5, 1), None)), at(3, 1)) == {"reihe"}
