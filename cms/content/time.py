"""When things take place, and where they stand in time."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from cms.extend import Window

PRECISIONS = ("year", "month", "day", "minute")


def window_of(
    *,
    start_date: dt.date,
    start_time: dt.time | None,
    end_date: dt.date | None,
    end_time: dt.time | None,
    precision: str,
    timezone: str,
) -> Window:
    """The aware span, its end exclusive: a day ends at the next midnight of its zone, a month on the next first.

    A start time without an end time counts until the end of its day, since nobody knows better.
    """
    zone = ZoneInfo(timezone)
    if precision == "minute" and start_time:
        starts = dt.datetime.combine(start_date, start_time, zone)
        if end_time:
            return Window(starts, dt.datetime.combine(end_date or start_date, end_time, zone))
        return Window(starts, _midnight((end_date or start_date) + dt.timedelta(days=1), zone))
    first = _first_day(start_date, precision)
    last = _first_day(end_date or start_date, precision)
    return Window(_midnight(first, zone), _midnight(_next(last, precision), zone))


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone)


def _first_day(day: dt.date, precision: str) -> dt.date:
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == "month" else day


def _next(day: dt.date, precision: str) -> dt.date:
    if precision == "year":
        return day.replace(year=day.year + 1)
    if precision == "month":
        return (day + dt.timedelta(days=32)).replace(day=1)
    return day + dt.timedelta(days=1)
