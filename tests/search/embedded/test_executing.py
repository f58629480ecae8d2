"""From one state of the index: what is meant, in which order, on which page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from search.engines.base import Answer
from search.engines.embedded.executing import answered
from search.occasions import Bonus
from search.plan import Plan
from search.query import SearchQuery, Sort
from tests.search.embedded.conftest import Index

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
DAY = 86_400.0
RAT = (("rat", 1.0),)


@pytest.fixture
def filled(index: Index) -> Index:
    """Four things of a council; the fourth says nothing of it, and has no date."""
    now = NOW.timestamp()
    texts = {1: "rat der stadt", 2: "rat des landes", 3: "rat der stadt des landes", 4: "fest"}
    dates = {1: -30 * DAY, 2: -10 * DAY, 3: 10 * DAY, 4: None}
    for row, text in texts.items():
        date = dates[row]
        index.tokens(row, body=text, folded=text)
        index.thing(
            row,
            date=None if date is None else now + date,
            starts_at=None if date is None else now + date,
            spans=() if date is None else ((now + date, now + date + DAY),),
            facets={"city": "halle" if row < 3 else "kiel"},
        )
    index.connection.executemany("INSERT INTO occasion VALUES (?, ?)", [("2018", 2), ("2018", 4), ("2019", 1)])
    index.touch(1)
    return index


def answer(index: Index, plan: Plan, **options: Any) -> Answer:
    query = SearchQuery(now=NOW, **options)
    return answered(index.reader(), plan, query)


def rows(found: Answer) -> list[int]:
    return [int(each.hex, 16) for each, _score in found.ids]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"is_blank": True}, {1, 2, 3, 4}),
        ({"stems": RAT}, {1, 2, 3}),
        ({"phrases": (("der", "stadt"),)}, {1, 3}),
        ({"phrases": (("der", "stadt"), ("des", "landes"))}, {3}),
        ({"stems": RAT, "phrases": (("fest",),)}, {4}),
        ({"stems": RAT, "without": ("stadt",)}, {2}),
        ({"stems": RAT, "without_phrases": (("der", "stadt"), ("rat", "des"))}, set()),
        ({"stems": RAT, "without_occasions": ("2019",)}, {2, 3}),
        ({"phrases": (("der", "stadt"),), "without_occasions": ("2019", "2018")}, {3}),
        ({"without": ("rat",)}, {4}),
        ({"without_occasions": ("2018",)}, {1, 3}),
    ],
    ids=str,
)
def test_a_phrase_demands_and_what_is_excluded_goes(filled: Index, asked: dict[str, Any], found: set[int]) -> None:
    answers = answer(filled, Plan(**asked))
    assert set(rows(answers)) == found
    assert answers.total == len(found)


def test_what_took_place_then_is_worth_what_its_bonus_says(filled: Index) -> None:
    bonus = Bonus(base=2.0, factor=3.0)
    found = answer(filled, Plan(occasions=(("2018", bonus),), is_dated=True))
    assert {row: score for row, (_id, score) in zip(rows(found), found.ids, strict=True)} == {2: 6.0, 4: 6.0}


def test_a_phrase_alone_is_worth_nothing_beside_words(filled: Index) -> None:
    found = answer(filled, Plan(stems=(("nichts", 1.0),), phrases=(("fest",),), is_dated=True))
    assert [score for _id, score in found.ids] == [0.0]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, [3, 2, 1, 4]),
        (Sort.OLDEST, [1, 2, 3, 4]),
        (Sort.EVENT_DATE, [1, 2, 3, 4]),
        (Sort.RELEVANCE, [3, 2, 1, 4]),
    ],
)
def test_what_has_no_date_comes_last(filled: Index, sort: Sort, order: list[int]) -> None:
    found = answer(filled, Plan(is_blank=True), sort=sort)
    assert rows(found) == order
    assert {score for _id, score in found.ids} == {0.0}
    pages = [rows(answer(filled, Plan(is_blank=True), sort=sort, page=page, page_size=3)) for page in (1, 2, 3)]
    assert pages == [order[:3], order[3:], []]


def test_the_date_that_counts_is_the_next_one_else_the_last(filled: Index) -> None:
    now = NOW.timestamp()
    spans = tuple((now + days * DAY, now + (days + 1) * DAY) for days in (-50, 5, 60))
    filled.thing(1, starts_at=now - 50 * DAY, spans=spans)
    filled.thing(2, starts_at=now - 50 * DAY, spans=spans[:1])
    assert rows(answer(filled, Plan(is_blank=True), sort=Sort.EVENT_DATE)) == [2, 1, 3, 4]


def test_facets_are_counted_as_asked(filled: Index) -> None:
    found = answer(filled, Plan(stems=RAT), facets=("city", "topic"))
    assert found.facets == {"city": {"halle": 2, "kiel": 1}, "topic": {}}
    assert answer(filled, Plan(stems=RAT)).facets == {}


def test_nothing_is_found_where_nothing_answers(filled: Index) -> None:
    found = answer(filled, Plan(stems=(("nichts", 1.0),)), facets=("city",))
    assert (found.ids, found.total, found.facets) == ((), 0, {"city": {}})
