"""Dates as exactly as they are known, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, get_timezone_location
from django.conf import settings
from django.utils.translation import pgettext

from cms.content.schedule import EventDate
from cms.public.languages import babel_locale, day_text

WHOLE = {"year": "y", "month": "yMMMM"}
"""Babel's skeleton for what is known no more exactly than this."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """When something takes place, in the local time of its place; `last` is inclusive.

    `begins` and `ends` are given only where the time of day is known; `end` may be missing then.
    """

    first: dt.date
    last: dt.date
    precision: str = "day"
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    zone: str = ""

    @classmethod
    def of_date(cls, date: EventDate) -> Self:
        """A date of an event's schedule."""
        zone = ZoneInfo(date.timezone)
        return cls(
            first=date.first_day,
            last=date.last_day,
            precision=date.precision,
            begins=date.starts_at.astimezone(zone) if date.has_time else None,
            ends=date.ends_at.astimezone(zone) if date.has_end else None,
            zone=date.timezone,
        )

    @classmethod
    def of(cls, occurrence: dict[str, Any]) -> Self:
        """The dates of an occurrence in an event's document."""
        timed = occurrence["has_time"]
        return cls(
            first=dt.date.fromisoformat(occurrence["start_date"]),
            last=dt.date.fromisoformat(occurrence["end_date"]),
            precision=occurrence["precision"]["value"],
            begins=dt.datetime.fromisoformat(occurrence["start"]) if timed else None,
            ends=dt.datetime.fromisoformat(occurrence["end"]) if timed and occurrence["end"] else None,
            zone=occurrence["timezone"],
        )

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on the same day; an end at midnight belongs to the day before."""
        if self.begins and self.ends:
            return self.begins.date() == max(self.begins, self.ends - dt.timedelta(microseconds=1)).date()
        return self.first == self.last

    @property
    def machine_readable(self) -> str:
        """The beginning for `<time datetime>`, no more exact than it is known."""
        if self.begins:
            return self.begins.isoformat(timespec="minutes")
        return self.first.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]


def weekday_text(day: dt.date, *, language: str) -> str:
    """The day with its weekday: „Donnerstag, 31. Mai 2018“."""
    return format_date(day, "full", locale=babel_locale(language))


def month_text(day: dt.date, *, language: str) -> str:
    """The month: „Mai 2018“."""
    return format_skeleton("yMMMM", day, locale=babel_locale(language))


def range_text(dates: Dates, *, language: str) -> str:
    """The days: „31. Mai 2018“, „12.–14. Juni 2026“, „Mai 2019“, „2017“."""
    locale = babel_locale(language)
    first, last = dates.first, dates.last
    if skeleton := WHOLE.get(dates.precision):
        if format_skeleton(skeleton, first, locale=locale) == format_skeleton(skeleton, last, locale=locale):
            return format_skeleton(skeleton, first, locale=locale)
        return format_interval(first, last, skeleton, locale=locale)
    if dates.is_one_day:
        return day_text(first, language=language)
    if (first.year, first.month) == (last.year, last.month):
        return _days_of_one_month(first, last, language=language)
    return f"{_without_year(first, last, language=language)} – {day_text(last, language=language)}"


def _days_of_one_month(first: dt.date, last: dt.date, *, language: str) -> str:
    """Babel's own ranges shorten the months' names; this puts the days into the long date."""
    whole = day_text(last, language=language)
    point = "." if whole.startswith(f"{last.day}.") else ""
    if whole.startswith(str(last.day)):
        return f"{first.day}{point}–{whole}"
    return f"{_without_year(first, last, language=language)} – {whole}"


def _without_year(first: dt.date, last: dt.date, *, language: str) -> str:
    if first.year != last.year:
        return day_text(first, language=language)
    return format_skeleton("MMMMd", first, locale=babel_locale(language))


def time_text(dates: Dates, *, language: str) -> str:
    """The time of day: „18:00–20:00 Uhr“, „ab 18:00 Uhr“; empty if it is not known or spans days.

    Clocks that are not the site's are named: „18:00–20:00 Uhr (Ortszeit Istanbul)“.
    """
    return _with_zone(_hours(dates, language=language), dates, language=language)


def _hours(dates: Dates, *, language: str) -> str:
    if not dates.begins or not (dates.is_one_day or not dates.ends):
        return ""
    if dates.ends == dates.begins:
        return pgettext("time of day", "%(time)s") % {"time": _clock(dates.begins, language=language)}
    if dates.ends:
        both = _clocks(dates.begins.replace(tzinfo=None), dates.ends.replace(tzinfo=None), language)
        head, midnight, tail = both.rpartition("00:00")
        return f"{head}24:00{tail}" if midnight and dates.ends.time() == dt.time() else head + midnight + tail
    return pgettext("time of day", "from %(time)s") % {"time": _clock(dates.begins, language=language)}


@lru_cache(maxsize=10_000)
def _clocks(begins: dt.datetime, ends: dt.datetime, language: str) -> str:
    """From when to when, as both stand on the wall."""
    return format_interval(begins, ends, "Hm", locale=babel_locale(language))


def _clock(moment: dt.datetime, *, language: str) -> str:
    return format_skeleton("Hm", moment, locale=babel_locale(language))


def when_text(dates: Dates, *, language: str) -> str:
    """Days and time in one line: „31. Mai 2018, 18:00–20:00 Uhr“."""
    if dates.begins and dates.ends and not dates.is_one_day:
        both = f"{_moment(dates.begins, language=language)} – {_moment(dates.ends, language=language)}"
        return _with_zone(both, dates, language=language)
    return ", ".join(filter(None, [range_text(dates, language=language), time_text(dates, language=language)]))


def head_text(dates: Dates, *, language: str) -> str:
    """The same with the weekday where it is one exact day: „Donnerstag, 31. Mai 2018, 18:00–20:00 Uhr“."""
    if dates.precision in WHOLE or not dates.is_one_day:
        return when_text(dates, language=language)
    return ", ".join(filter(None, [weekday_text(dates.first, language=language), time_text(dates, language=language)]))


def _with_zone(text: str, dates: Dates, *, language: str) -> str:
    if not text or not dates.zone or dates.zone == settings.TIME_ZONE:
        return text
    place = get_timezone_location(dates.zone, locale=babel_locale(language), return_city=True)
    return pgettext("time of day", "%(time)s (local time in %(place)s)") % {"time": text, "place": place}


def _moment(moment: dt.datetime, *, language: str) -> str:
    clock = pgettext("time of day", "%(time)s") % {"time": _clock(moment, language=language)}
    return f"{day_text(moment.date(), language=language)}, {clock}"
