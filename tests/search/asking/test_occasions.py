"""When a thing takes place, and as which of its series, is found as people ask for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from search.analysis.dates import Date
from search.occasions import (
    ABOUT,
    HELD,
    NEAR,
    Bonus,
    Days,
    days_of,
    number_of,
    tokens_in_time,
    tokens_in_title,
    wanted_dates,
    wanted_number,
)

MAY = dt.date(2018, 5, 31)


@pytest.mark.parametrize(
    ("document", "days"),
    [
        ({}, ()),
        ({"occurrences": None, "published_on": None}, ()),
        ({"published_on": "2018-05-31"}, (Days(MAY, MAY, held=False),)),
        ({"occurrences": [{"start_date": "2018-05-31"}], "published_on": "2017-01-01"}, (Days(MAY, MAY),)),
        (
            {"occurrences": [{"start_date": "2018-05-31", "end_date": "2018-06-02", "precision": {"value": "month"}}]},
            (Days(MAY, dt.date(2018, 6, 2), "month"),),
        ),
        ({"occurrences": [{"start_date": "2018-05-31", "end_date": "2018-05-01"}]}, (Days(MAY, MAY),)),
        (
            {"occurrences": [{"start_date": "2018-05-31", "end_date": "2118-05-31"}]},
            (Days(MAY, dt.date(2118, 5, 31)),),
        ),
        ({"occurrences": [{"start_date": "2018-05-31", "end_date": "2119-01-01"}]}, (Days(MAY, MAY),)),
    ],
)
def test_a_thing_is_when_it_takes_place_or_was_published(document: dict[str, Any], days: tuple[Days, ...]) -> None:
    assert days_of(document) == days


def test_what_was_called_off_counts_only_where_nothing_takes_place() -> None:
    off = {"start_date": "2018-06-01", "status": {"value": "cancelled"}}
    held = {"start_date": "2018-05-31", "status": {"value": "scheduled"}}
    assert days_of({"occurrences": [off, held]}) == (Days(MAY, MAY),)
    assert days_of({"occurrences": [off]}) == (Days(dt.date(2018, 6, 1), dt.date(2018, 6, 1)),)


def test_a_thing_lies_in_all_its_years() -> None:
    assert list(Days(dt.date(2018, 12, 31), dt.date(2020, 1, 1)).years) == [2018, 2019, 2020]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("5", 5),
        ("999", 999),
        ("2018", None),
        ("I", 1),
        ("i", None),
        ("v", None),
        ("ii", 2),
        ("IV", 4),
        ("IX", 9),
        ("xiii", 13),
        ("XIX", 19),
        ("XL", 40),
        ("LXX", 70),
        ("IIII", None),
        ("Vier", None),
        ("", None),
    ],
)
def test_numbers_of_a_series_are_read_in_both_ways(word: str, number: int | None) -> None:
    assert number_of(word) == number


def test_what_was_published_is_about_its_day_and_what_is_held_is_on_it() -> None:
    assert list(tokens_in_time([Days(MAY, MAY, "year"), Days(MAY, MAY, "year", held=False)])) == ["2018", "about:2018"]


def test_a_title_is_about_the_dates_that_it_names() -> None:
    assert list(tokens_in_title("Rückblick auf Mai 2018")) == ["about:2018-05", "about:--05", "about:2018"]


def test_the_more_exact_a_date_the_more_it_is_worth() -> None:
    assert list(wanted_dates([Date(2018)])) == [("2018", HELD), ("about:2018", ABOUT)]
    assert list(wanted_dates([Date(2018, 5, 31)])) == [
        ("2018-05-31", Bonus(3 * HELD.base, HELD.factor)),
        ("about:2018-05-31", Bonus(3 * ABOUT.base, ABOUT.factor)),
        ("2018-05", NEAR),
    ]
    assert wanted_number("werkstatt", 3) == ("werkstatt:3", HELD)


def test_only_plain_letters_are_numerals() -> None:
    """“İ” and “ı” are an “I” in another case for regular expressions that look at no language."""
    numerals = {chr(code) for code in range(0x20000) if not chr(code).isdecimal() and number_of(chr(code)) is not None}
    assert numerals == set("IVXL")
    assert [number_of(word) for word in ("İ", "İİ", "ıı", "Xİ", "xi")] == [None, None, None, None, 11]
