"""What the time of a thing is worth, in the same numbers in every engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from search.documents import SearchDocument
from search.engines.base import Engine
from search.occasions import HELD, NEAR, Days
from search.plan import Plan
from search.query import SearchQuery
from search.recency import GAIN, HALF_LIFE_DAYS
from tests.search.corpus import NOW, document, vocabulary_of

HALF_LIFE = dt.timedelta(days=HALF_LIFE_DAYS)
LANTERNS = Plan(stems=(("latern", 1.0),))
FEW = 1e-4
"""How far scores may differ: Elasticsearch computes with 32 bits."""


def scores(engine: Engine, things: list[SearchDocument], asked: Plan) -> dict[str, float]:
    """The scores by title, asked at noon of the day that is now."""
    engine.rebuild(things, vocabulary_of(things))
    titles = {each.id: each.texts[0] for each in things}
    return {titles[each]: score for each, score in engine.ask(asked, SearchQuery(now=NOW, page_size=50)).ids}


def lantern(name: str) -> SearchDocument:
    """One of many things that answer equally well."""
    return document(name, "Laterne", name)


def test_the_present_gains_a_share_half_of_it_is_left_after_a_half_life_and_what_does_not_age_gains_none(
    empty: Engine,
) -> None:
    dates = {"now": NOW, "before": NOW - HALF_LIFE, "ahead": NOW + HALF_LIFE, "past": NOW - 40 * HALF_LIFE}
    things = [replace(lantern(name), date=date, ages=True) for name, date in dates.items()]
    found = scores(empty, [*things, replace(lantern("partner"), date=NOW)], LANTERNS)
    plain = found["partner"]
    assert {name: score / plain for name, score in found.items()} == pytest.approx(
        {"now": 1 + GAIN, "before": 1 + GAIN / 2, "ahead": 1 + GAIN / 2, "past": 1.0, "partner": 1.0}, rel=FEW
    )


def test_who_names_a_date_gets_no_preference_for_the_present(empty: Engine) -> None:
    things = [replace(lantern("now"), date=NOW, ages=True), lantern("partner")]
    found = scores(empty, things, replace(LANTERNS, is_dated=True))
    assert found["now"] == pytest.approx(found["partner"], rel=FEW)


def test_a_time_that_is_asked_for_adds_once_for_each_and_multiplies_by_the_most(empty: Engine) -> None:
    days = {"May": dt.date(2014, 5, 9), "October": dt.date(2014, 10, 9), "later": dt.date(2015, 5, 9)}
    things = [replace(lantern(name), days=(Days(day, day),)) for name, day in days.items()]
    asked = replace(LANTERNS, occasions=(("2014-05", HELD), ("2014", NEAR)), is_dated=True)
    found = scores(empty, things, asked)
    words = found["later"]
    assert found["May"] == pytest.approx((words + HELD.base + NEAR.base) * HELD.factor, rel=FEW)
    assert found["October"] == pytest.approx((words + NEAR.base) * NEAR.factor, rel=FEW)


def test_a_time_alone_finds_what_took_place_then(empty: Engine) -> None:
    days = {"May": dt.date(2014, 5, 9), "later": dt.date(2015, 5, 9)}
    things = [replace(lantern(name), days=(Days(day, day),)) for name, day in days.items()]
    found = scores(empty, things, Plan(occasions=(("2014-05", HELD),), is_dated=True))
    assert found == pytest.approx({"May": HELD.base * HELD.factor}, rel=FEW)


@pytest.mark.parametrize(("without", "left"), [(("2014-05",), {"October"}), (("2014",), set())])
def test_a_time_that_is_excluded_excludes(empty: Engine, without: tuple[str, ...], left: set[str]) -> None:
    days = {"May": dt.date(2014, 5, 9), "October": dt.date(2014, 10, 9)}
    things = [replace(lantern(name), days=(Days(day, day),)) for name, day in days.items()]
    assert set(scores(empty, things, replace(LANTERNS, without_occasions=without))) == left
