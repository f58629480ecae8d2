"""The calendar sheet: a date as a poster shows it, one part large."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from cms.public.languages import babel_locale
from cms.site.formats.dates import Dates


@dataclass(frozen=True)
class Sheet:
    """Three lines; the middle one is large. `long` says that it is a word or a range and needs a smaller size."""

    top: str
    large: str
    bottom: str
    long: bool = False


def sheet(dates: Dates, *, language: str) -> Sheet:
    """Month, day and year of the date; month or year alone where no more is known."""
    locale = babel_locale(language)
    year = str(dates.first.year)
    if dates.precision == "year":
        return Sheet("", year, "", long=True)
    if dates.precision == "month":
        return Sheet(year, format_date(dates.first, "LLL", locale=locale), "", long=True)
    month = format_date(dates.first, "LLL", locale=locale)
    if dates.is_one_day:
        return Sheet(month, str(dates.first.day), year)
    if (dates.first.year, dates.first.month) == (dates.last.year, dates.last.month):
        return Sheet(month, f"{dates.first.day}–{dates.last.day}", year, long=True)
    return Sheet(month, str(dates.first.day), _until(dates.last, locale))


def _until(last: dt.date, locale: str) -> str:
    return f"– {format_skeleton('MMMd', last, locale=locale)}"
