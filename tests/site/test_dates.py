"""Dates stand as exactly as they are known, in the reader's language."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from cms.site.formats.dates import Dates, range_text, time_text, when_text
from cms.site.formats.sheets import Sheet, sheet


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def timed(begins: str, ends: str | None = None) -> Dates:
    last = at(ends or begins)
    return Dates(
        first=at(begins).date(),
        last=last.date(),
        precision="minute",
        begins=at(begins),
        ends=last if ends else None,
    )


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2018-05-31", "2018-05-31", "day", "31. Mai 2018"),
        ("2026-06-12", "2026-06-14", "day", "12.–14. Juni 2026"),
        ("2026-06-30", "2026-07-02", "day", "30. Juni – 2. Juli 2026"),
        ("2026-12-30", "2027-01-02", "day", "30. Dezember 2026 – 2. Januar 2027"),
        ("2019-05-01", "2019-05-01", "month", "Mai 2019"),
        ("2019-05-01", "2019-07-01", "month", "Mai–Juli 2019"),
        ("2017-01-01", "2017-01-01", "year", "2017"),
    ],
)
def test_days_are_no_more_exact_than_known(first: str, last: str, precision: str, expected: str) -> None:
    dates = Dates(first=day(first), last=day(last), precision=precision)
    assert range_text(dates, language="de") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "12–14 June 2026"), ("tr", "12–14 Haziran 2026"), ("ar", "12–14 يونيو 2026"), ("fr", "12–14 juin 2026")],
)
def test_days_are_written_in_the_language_of_the_page(language: str, expected: str) -> None:
    assert range_text(Dates(first=day("2026-06-12"), last=day("2026-06-14")), language=language) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (timed("2026-03-05T18:00", "2026-03-05T20:00"), "5. März 2026, 18:00–20:00 Uhr"),
        (timed("2026-03-05T18:00"), "5. März 2026, ab 18:00 Uhr"),
        (timed("2026-03-05T18:00", "2026-03-06T00:00"), "5. März 2026, 18:00–24:00 Uhr"),
        (timed("2026-03-05T18:00", "2026-03-05T18:00"), "5. März 2026, 18:00 Uhr"),
        (timed("2026-03-05T00:00", "2026-03-05T00:00"), "5. März 2026, 00:00 Uhr"),
        (timed("2026-12-31T20:00", "2027-01-01T02:00"), "31. Dezember 2026, 20:00 Uhr – 1. Januar 2027, 02:00 Uhr"),
    ],
)
def test_times_of_day_are_spoken_in_german(dates: Dates, expected: str) -> None:
    with translation.override("de"):
        assert when_text(dates, language="de") == expected


def test_a_time_that_nobody_knows_is_not_shown() -> None:
    assert time_text(Dates(first=day("2018-05-31"), last=day("2018-05-31")), language="de") == ""


@pytest.mark.parametrize(
    ("precision", "expected"), [("year", "2018"), ("month", "2018-05"), ("day", "2018-05-31"), ("minute", "2018-05-31")]
)
def test_machines_read_no_more_than_is_known(precision: str, expected: str) -> None:
    dates = Dates(first=day("2018-05-31"), last=day("2018-05-31"), precision=precision)
    assert dates.machine_readable == expected


def test_machines_read_the_moment_with_its_offset() -> None:
    assert timed("2026-03-29T18:00+02:00").machine_readable == "2026-03-29T18:00+02:00"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (Dates(first=day("2018-05-31"), last=day("2018-05-31")), Sheet("Mai", "31", "2018")),
        (Dates(first=day("2026-06-12"), last=day("2026-06-14")), Sheet("Jun", "12–14", "2026", long=True)),
        (Dates(first=day("2026-11-07"), last=day("2027-01-10")), Sheet("Nov", "7", "– 10. Jan.")),
        (
            Dates(first=day("2027-09-01"), last=day("2027-09-01"), precision="month"),
            Sheet("2027", "Sep", "", long=True),
        ),
        (Dates(first=day("2027-01-01"), last=day("2027-01-01"), precision="year"), Sheet("", "2027", "", long=True)),
    ],
)
def test_the_calendar_sheet_shows_what_is_known(dates: Dates, expected: Sheet) -> None:
    assert sheet(dates, language="de") == expected
