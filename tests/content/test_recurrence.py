"""Dates that repeat: the days that people mean."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from cms.content.forms.recurrence import MOST, RecurrenceForm
from cms.content.recurrence import Frequency, repeated

DAY = dt.date.fromisoformat
RULES: dict[str, tuple[str, Frequency, str, list[str]]] = {
    "each day, over a leap day": ("2028-02-28", Frequency.DAILY, "2028-03-01", ["2028-02-29", "2028-03-01"]),
    "each week, over a year's end": ("2026-12-22", Frequency.WEEKLY, "2027-01-05", ["2026-12-29", "2027-01-05"]),
    "each week, over the change of clocks": (
        "2027-03-21",
        Frequency.WEEKLY,
        "2027-04-04",
        ["2027-03-28", "2027-04-04"],
    ),
    "every other week": ("2027-03-02", Frequency.FORTNIGHTLY, "2027-03-31", ["2027-03-16", "2027-03-30"]),
    "the same day": ("2027-01-15", Frequency.MONTHLY_DAY, "2027-03-15", ["2027-02-15", "2027-03-15"]),
    "a day that not each month has": ("2027-01-31", Frequency.MONTHLY_DAY, "2027-05-31", ["2027-03-31", "2027-05-31"]),
    "the second Tuesday": ("2027-03-09", Frequency.MONTHLY_WEEKDAY, "2027-05-31", ["2027-04-13", "2027-05-11"]),
    "the last Wednesday": ("2027-03-31", Frequency.MONTHLY_LAST, "2027-06-01", ["2027-04-28", "2027-05-26"]),
    "the last Wednesday, begun on the second": ("2027-03-10", Frequency.MONTHLY_LAST, "2027-04-01", ["2027-03-31"]),
    "a fifth Monday": ("2027-03-29", Frequency.MONTHLY_WEEKDAY, "2027-09-01", ["2027-05-31", "2027-08-30"]),
    "none": ("2027-03-29", Frequency.WEEKLY, "2027-04-04", []),
}


@pytest.mark.parametrize("rule", RULES)
def test_days_are_those_that_people_mean(rule: str) -> None:
    first, frequency, until, days = RULES[rule]
    assert repeated(DAY(first), frequency, until=DAY(until), most=100) == [DAY(day) for day in days]


@pytest.mark.parametrize("frequency", Frequency)
def test_the_calendar_has_an_end(frequency: Frequency) -> None:
    assert len(repeated(dt.date(9999, 12, 28), frequency, until=None, most=100)) < 4


GIVEN = {"first": "02.03.2027", "frequency": "weekly", "until": "", "count": "12"}
FAULTS: dict[str, tuple[dict[str, str], str, str]] = {
    "no first day": ({"first": ""}, "first", "Geben Sie oben zuerst den Tag"),
    "no day": ({"first": "bald"}, "first", "gültiges Datum"),
    "no end": ({"count": ""}, "__all__", "entweder"),
    "two ends": ({"until": "01.04.2027"}, "__all__", "entweder"),
    "an end before the beginning": ({"count": "", "until": "01.01.2027"}, "until", "keinen weiteren Termin"),
    "one alone": ({"count": "1"}, "count", "größer oder gleich 2"),
    "too many": ({"count": "101"}, "count", "kleiner oder gleich 100"),
    "too many until then": ({"count": "", "until": "01.01.2099"}, "until", f"mehr als {MOST} Termine"),
    "no such rule": ({"frequency": "yearly"}, "frequency", "yearly"),
}


def test_a_number_counts_the_first_one() -> None:
    form = RecurrenceForm(GIVEN)
    assert form.is_valid()
    assert len(form.days()) == 11


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_that_gives_no_dates_is_refused_with_what_to_do(fault: str) -> None:
    given, field, said = FAULTS[fault]
    with translation.override("de"):
        form = RecurrenceForm({**GIVEN, **given})
        assert said in str(form.errors[field])
