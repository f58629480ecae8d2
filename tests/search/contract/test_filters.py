"""Filters narrow, facets tell what choosing them would leave, orders and pages hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from cms.extend import Occurrence
from cms.publishing.reading.filters import Filter, Phase, Span
from search.analysis.analyzer import Analyzer
from search.engines.base import Answer, Engine
from search.plan import Plan, plan
from search.query import SearchQuery, Sort
from tests.search.contract.conftest import keys
from tests.search.corpus import NOW, document, identity, vocabulary_of

Ask = Callable[..., Answer]
Found = Callable[..., list[str]]


def chosen(**facets: str) -> Filter:
    return Filter(facets={name: ((value,),) for name, value in facets.items()})


def test_without_text_everything_is_there_newest_first(ask: Ask) -> None:
    answer = ask()
    assert answer.total == 7
    assert keys(answer)[:2] == ["fest", "laufend"]


def test_a_facet_narrows(found: Found) -> None:
    assert set(found(filter=chosen(city="leipzig"))) == {"nemo", "fest", "lotsen"}


def test_values_of_a_facet_are_or_ed_and_groups_are_and_ed(found: Found) -> None:
    either = Filter(facets={"format": (("meeting", "celebration"),)})
    both = Filter(facets={"format": (("meeting",), ("celebration",))})
    assert set(found(filter=either)) == {"nemo", "fest"}
    assert found(filter=both) == []


def test_types_narrow(found: Found) -> None:
    assert set(found(filter=Filter(types=("news",), locale="de"))) == {"bad", "lotsen"}


def test_a_language_narrows(found: Found) -> None:
    assert found(filter=Filter(locale="en")) == ["english"]


def test_what_is_of_no_language_is_there_in_each(empty: Engine) -> None:
    things = [document("neu", "Halle", locale=""), document("english", "Halle", locale="en"), document("nemo", "Halle")]
    empty.rebuild(things, vocabulary_of(things))
    answer = empty.ask(Plan(is_blank=True), SearchQuery(text="", filter=Filter(locale="de"), now=NOW))
    assert set(keys(answer)) == {"neu", "nemo"}


def test_a_span_of_changes_narrows_from_its_first_moment_to_before_its_last(empty: Engine) -> None:
    days = {"nemo": dt.date(2018, 5, 31), "fest": dt.date(2018, 6, 1), "bad": dt.date(2018, 6, 2)}
    things = [document(key, "Halle", day=day) for key, day in days.items()]
    empty.rebuild(things, vocabulary_of(things))
    first, last = (dt.datetime.combine(days[key], dt.time(), dt.UTC) for key in ("fest", "bad"))

    def found(span: Span) -> set[str]:
        query = SearchQuery(text="", filter=Filter(updated=span), now=NOW)
        return set(keys(empty.ask(Plan(is_blank=True), query)))

    assert found(Span(gte=first)) == {"fest", "bad"}
    assert found(Span(lt=last)) == {"nemo", "fest"}
    assert found(Span(gte=first, lt=last)) == {"fest"}


@pytest.mark.parametrize(
    ("phase", "expected"),
    [(Phase.UPCOMING, {"fest"}), (Phase.RUNNING, {"laufend"}), (Phase.PAST, {"konferenz", "nemo"})],
)
def test_phases_are_told_by_the_clock(found: Found, phase: Phase, expected: set[str]) -> None:
    assert set(found(filter=Filter(when=(phase,)))) == expected


def test_a_span_of_time_narrows(found: Found) -> None:
    year = Span(dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert found(filter=Filter(start=year)) == ["nemo"]


def test_counts_equal_the_result_of_choosing(ask: Ask) -> None:
    counts = ask("Stadt Vereine Netzwerke", facets=("city", "type")).facets
    for value, count in counts["city"].items():
        assert ask("Stadt Vereine Netzwerke", filter=chosen(city=value)).total == count


def test_a_facets_own_choice_does_not_shrink_its_counts(ask: Ask) -> None:
    answer = ask(filter=chosen(city="leipzig"), facets=("city", "format"))
    assert answer.facets["city"] == {"leipzig": 3, "halle-saale": 3}
    assert answer.facets["format"] == {"meeting": 1, "celebration": 1}


def test_types_are_counted_whichever_is_chosen(ask: Ask) -> None:
    chosen_type = ask(filter=Filter(types=("news",)), facets=("type", "year"))
    assert chosen_type.facets["type"] == {"event": 4, "news": 3}
    assert chosen_type.facets["year"] == {"2018": 2, "2025": 1}


def test_years_are_counted(ask: Ask) -> None:
    assert ask(facets=("year",)).facets["year"] == {"2018": 3, "2026": 2, "2019": 1, "2025": 1}


def test_a_value_may_hold_any_sign(empty: Engine) -> None:
    values = ["a=b", "=", "a b", "ä", "*"]
    things = [document(f"thing {value}", "Halle", facets=[("city", value)]) for value in values]
    empty.rebuild(things, vocabulary_of(things))
    answer = empty.ask(Plan(is_blank=True), SearchQuery(facets=("city",), now=NOW))
    assert answer.facets["city"] == dict.fromkeys(values, 1)
    for value in values:
        asked = SearchQuery(filter=Filter(facets={"city": ((value,),)}), now=NOW)
        assert [each for each, _ in empty.ask(Plan(is_blank=True), asked).ids] == [identity(f"thing {value}")]


def test_all_values_of_a_facet_are_counted(empty: Engine) -> None:
    things = [document(f"thing {number}", "Halle", facets=[("city", f"city-{number}")]) for number in range(40)]
    empty.rebuild(things, vocabulary_of(things))
    answer = empty.ask(Plan(is_blank=True), SearchQuery(facets=("city",), now=NOW))
    assert answer.facets["city"] == {f"city-{number}": 1 for number in range(40)}


def test_a_facet_is_counted_by_its_very_name(empty: Engine) -> None:
    named = ["a.b", "a-b", "a_b", "axb", "a.*"]
    things = [document(name, "Halle", facets=[(name, "here")]) for name in named]
    empty.rebuild(things, vocabulary_of(things))
    answer = empty.ask(Plan(is_blank=True), SearchQuery(facets=tuple(named), now=NOW))
    assert answer.facets == {name: {"here": 1} for name in named}


@pytest.mark.parametrize(
    ("sort", "first"), [(Sort.NEWEST, "fest"), (Sort.OLDEST, "konferenz"), (Sort.EVENT_DATE, "konferenz")]
)
def test_hits_come_in_the_order_asked_for(found: Found, sort: Sort, first: str) -> None:
    assert found(filter=Filter(types=("event",)), sort=sort)[0] == first


@pytest.mark.parametrize(
    ("sort", "order"), [(Sort.NEWEST, ["neu", "bad", "nemo"]), (Sort.OLDEST, ["bad", "neu", "nemo"])]
)
def test_what_has_no_date_comes_last(empty: Engine, sort: Sort, order: list[str]) -> None:
    things = [
        replace(document("nemo", "Halle"), date=None),
        document("bad", "Halle", day=dt.date(1999, 1, 1)),
        document("neu", "Halle", day=dt.date(2030, 1, 1)),
    ]
    empty.rebuild(things, vocabulary_of(things))
    assert keys(empty.ask(Plan(is_blank=True), SearchQuery(now=NOW, sort=sort))) == order


def test_by_event_date_each_stands_where_its_shown_date_is_and_what_has_none_comes_last(empty: Engine) -> None:
    def on(*days: tuple[int, int]) -> tuple[Occurrence, ...]:
        begins = [dt.datetime(2026, month, day, tzinfo=dt.UTC) for month, day in days]
        return tuple(Occurrence(each, each + dt.timedelta(hours=20)) for each in begins)

    several = {
        "reihe mit nächstem am 9. Juni": on((3, 2), (6, 9), (7, 30)),
        "reihe bis 30. März": on((3, 2), (3, 30)),
        "abend am 16. März": on((3, 16)),
        "abend am 2. Juni": on((6, 2)),
        "reihe ab 20. Juni": on((6, 20), (6, 21)),
    }
    things = [
        replace(
            document(key, f"Abend {key}", sequence=number),
            occurrences=dates if len(dates) > 1 else (),
            starts_at=dates[0].starts_at,
            ends_at=dates[-1].ends_at,
        )
        for number, (key, dates) in enumerate(several.items(), start=1)
    ]
    things.append(document("ohne", "Abend ohne", kind="news", sequence=9))
    empty.rebuild(things, vocabulary_of(things))
    asking = plan("Abend", [Analyzer.of("de", empty.vocabulary())])
    answer = empty.ask(asking, SearchQuery(text="Abend", now=NOW, sort=Sort.EVENT_DATE))
    assert [each for each, _ in answer.ids] == [
        identity(key)
        for key in (
            "abend am 16. März",
            "reihe bis 30. März",
            "abend am 2. Juni",
            "reihe mit nächstem am 9. Juni",
            "reihe ab 20. Juni",
            "ohne",
        )
    ]


def test_pages_hold_everything_once(found: Found) -> None:
    pages = [found("Stadt Vereine Netzwerke Sprachlotsen", page=page, page_size=2) for page in (1, 2, 3)]
    together = [key for page in pages for key in page]
    assert len(together) == len(set(together))
    assert together == found("Stadt Vereine Netzwerke Sprachlotsen", page_size=50)


def test_of_two_equal_answers_the_one_nearer_in_time_comes_first_unless_a_year_is_asked_for(empty: Engine) -> None:
    old = replace(document("bad", "Bericht vom Nachbarschaftsfest", day=dt.date(2014, 5, 1)), ages=True)
    new = replace(document("neu", "Bericht vom Nachbarschaftsfest", day=dt.date(2026, 5, 1), sequence=2), ages=True)
    empty.rebuild([old, new], vocabulary_of([old, new]))

    def asked(text: str) -> list[str]:
        asking = plan(text, [Analyzer.of("de", empty.vocabulary())])
        return keys(empty.ask(asking, SearchQuery(text=text, now=NOW)))

    assert asked("Nachbarschaftsfest") == ["neu", "bad"]
    assert asked("Nachbarschaftsfest 2014") == ["bad", "neu"]


def test_what_lies_beyond_the_last_page_is_empty_but_the_count_stays(ask: Ask) -> None:
    answer = ask("Stadt", page=9, page_size=10)
    assert (answer.ids, answer.total > 0) == ((), True)
