"""The span that a date means, however exactly it is known; one at the ends of the calendar ends where every clock still has a date."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from cms.extend import Window
from cms.extend.storable import on_every_clock


def window_of(
    *,
    start_date: dt.date,
    start_time: dt.time | None,
    end_date: dt.date | None,
    end_time: dt.time | None,
    precision: str,
    timezone: str,
) -> Window:
    """The span in UTC, its end exclusive: a day ends at the next midnight of its zone, a month on the next first.

    A start time without an end time counts until the end of its day, since nobody knows better.
    """
    zone = ZoneInfo(known_zone(timezone))
    if precision == "minute" and start_time:
        starts = _utc(dt.datetime.combine(start_date, start_time, zone))
        if not end_time:
            return Window(starts, midnight_after(end_date or start_date, zone))
        # In the hour that the clocks skip in spring, an end can seem to lie before its beginning.
        return Window(starts, max(starts, _utc(dt.datetime.combine(end_date or start_date, end_time, zone))))
    first = _first_day(start_date, precision)
    last = _first_day(end_date or start_date, precision)
    return Window(_midnight(first, zone), _midnight(_next(last, precision), zone))


@cache
def known_zone(name: str) -> str:
    """The name of the time zone; for one that there is not, the site's."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return settings.TIME_ZONE


def midnight_after(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The moment in UTC at which the day ends in the zone."""
    return _midnight(_next(day, "day"), zone)


def last_day_before(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """The last day of a span in the zone that ends, exclusively, at the moment."""
    return (moment - dt.timedelta(microseconds=1)).astimezone(zone).date()


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return _utc(dt.datetime.combine(day, dt.time(), zone))


def _utc(moment: dt.datetime) -> dt.datetime:
    """In UTC, since Python compares two moments of one zone by what the clocks on the wall show."""
    return on_every_clock(moment)


def _first_day(day: dt.date, precision: str) -> dt.date:
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day


def _next(day: dt.date, precision: str) -> dt.date:
    if day.year == dt.MAXYEAR:
        return dt.date.max
    if precision == "year":
        return day.replace(year=day.year + 1)
    if precision == "month":
        return (day + dt.timedelta(days=32)).replace(day=1)
    return day + dt.timedelta(days=1)
