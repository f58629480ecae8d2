"""When a date takes place, as calendars say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from cms.content.schedule import EventDate

ONE_DAY = dt.timedelta(days=1)
CLOCKS = range(1900, 2100)
"""The years in which calendars say local times: of each change of the clocks between the first and the last they have a line."""


class Span(NamedTuple):
    """From when to when: days, or moments in the time zone of the place; the end is exclusive, and None where nobody knows it."""

    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None

    @property
    def moments(self) -> tuple[dt.datetime, ...]:
        """Start and end where they are moments."""
        return tuple(each for each in self if isinstance(each, dt.datetime))


def span_of(date: EventDate) -> Span | None:
    """When it takes place; None while not even its day is known, since a month is no event of thirty days."""
    if date.is_vague:
        return None
    if not date.has_time:
        return Span(date.first_day, date.last_day + ONE_DAY)
    ends = date.has_end or date.last_day > date.first_day
    return Span(
        _local(date.starts_at, date), _local(date.ends_at, date) if ends and date.ends_at > date.starts_at else None
    )


def _local(moment: dt.datetime, date: EventDate) -> dt.datetime:
    """In its zone; in UTC far from today, and where the clock there shows the same time twice, and this is the second one."""
    local = moment.astimezone(ZoneInfo(date.timezone))
    return moment.astimezone(dt.UTC) if local.year not in CLOCKS or _is_second(local) else local


def _is_second(local: dt.datetime) -> bool:
    return bool(local.fold) and local.utcoffset() != local.replace(fold=0).utcoffset()


def uid_of(event: UUID, occurrence: Mapping[str, Any], *, host: str) -> str:
    """What the date is called for ever, whatever becomes of title, place and time."""
    return f"{uuid5(event, str(occurrence.get('id') or occurrence['start']))}@{host}"
