"""Dates and times as people say them: „31.5.“, „nächsten Samstag 18 Uhr“, „10–12 Uhr“."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext

TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
TIMES = re.compile(
    rf"{TIME}(?:\s*(?:uhr|h|o'clock))?(?:\s*(?:-|–|—|bis|to)\s*{TIME})?(?:\s*(?:uhr|h|o'clock))?", re.IGNORECASE
)
SPOKEN = re.compile(rf"\s*,?\s*(?:(?:um|ab|von|at|from)\s+)?({TIMES.pattern})\s*$", re.IGNORECASE)
NUMBERS = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.?\s*(\d{4}|\d{2})?")
NAMED = re.compile(r"(\d{1,2})\s*\.?\s+([^\W\d]+)\.?\s*(\d{4}|\d{2})?")

LONGEST = 60
"""Characters: nobody needs more to say a day, and the patterns take long for thousands of them."""


class Times(NamedTuple):
    """From when until when."""

    start: dt.time
    end: dt.time | None = None


class Said(NamedTuple):
    """A day, and the times that were said with it."""

    day: dt.date
    times: Times | None = None


def said_times(text: str) -> Times | None:
    """The times in a text such as „18 Uhr“, „18.30“ or „10–12 Uhr“; None if it is none."""
    found = TIMES.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    try:
        start = dt.time(int(found[1]), int(found[2] or 0))
        end = dt.time(int(found[3]), int(found[4] or 0)) if found[3] else None
    except ValueError:
        return None
    return Times(start, end)


def said_date(text: str, *, today: dt.date) -> Said | None:
    """The day in a text, in the active language, with times that follow it; None if it is none.

    A day without a year is the next one from today on.
    """
    if len(text) > LONGEST:
        return None
    if day := _day(text.strip(), today):
        return Said(day)
    spoken = SPOKEN.search(text)
    day = _day(text[: spoken.start()].strip(), today) if spoken else None
    times = said_times(spoken[1]) if spoken else None
    return Said(day, times) if day and times else None


def _day(text: str, today: dt.date) -> dt.date | None:
    words = text.casefold()
    for name, days in ((gettext("today"), 0), (gettext("tomorrow"), 1), (gettext("the day after tomorrow"), 2)):
        if words == name.casefold():
            return today + dt.timedelta(days)
    if found := NUMBERS.fullmatch(words):
        return _on(int(found[1]), int(found[2]), found[3], today)
    if (found := NAMED.fullmatch(words)) and (month := _number(found[2], MONTHS, MONTHS_3)):
        return _on(int(found[1]), month, found[3], today)
    *before, name = words.split() or [""]
    weekday = _number(name, WEEKDAYS, WEEKDAYS_ABBR)
    if weekday is None or len(before) > 1 or any(map(str.isdigit, "".join(before))):
        return None
    # “Saturday” may be today; “next Saturday” is not.
    ahead = (weekday - today.weekday()) % 7
    return today + dt.timedelta(ahead or (7 if before else 0))


def _on(day: int, month: int, year: str | None, today: dt.date) -> dt.date | None:
    try:
        if year:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        # The 29th of February comes every four years.
        years = range(today.year, today.year + 9)
        return next((found for each in years if (found := _valid(each, month, day)) and found >= today), None)
    except ValueError:
        return None


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(name: str, *names: Mapping[int, str]) -> int | None:
    given = name.strip(".").casefold()
    for known in names:
        for number, each in known.items():
            if str(each).strip(".").casefold() == given:
                return number
    return None
