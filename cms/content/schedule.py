"""Reads the dates of an event at a moment: the one answer to when it takes place, for whoever shows it.

    schedule = Schedule.of_document(document)   # what the ledger, the API and feeds have
    schedule = Schedule.of_page(page)           # an event in the editor, its dates as they stand in the form
    reading = schedule.at(timezone.now())
    reading.phase                               # upcoming, running or past; None without a date
    reading.shown                               # the date that a card, a head or a poster shows
    reading.further                             # “and 2 more dates”: those to come beside the shown one

`schedule.dates` are all dates in the order of time, whatever the order of the lines; `source` of each is the member of the
document, or the line of the page, that it was read from. Moments are in UTC and ends exclusive; days are local and inclusive.
The ledger keeps the spans that count (`schedule.counting`), so that `cms.publishing.reading.entries` gives the same answers in SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings

from cms.content.time import known_zone, last_day_before, midnight_after
from cms.extend.storable import on_every_clock

if TYPE_CHECKING:
    from cms.content.models import EventOccurrence, EventPage

OFF = frozenset({"cancelled", "postponed"})
"""The states of an event or a date in which nothing happens."""

USUAL = frozenset({"planned", "confirmed"})
"""The states of an event that say nothing against what all its dates say."""

VAGUE = frozenset({"year", "month"})
"""The precisions of a date that has no day yet."""

A_DAY = dt.timedelta(hours=25)
"""The longest one."""

LONG = dt.timedelta(days=7)
"""What lasts longer is, once it has begun, no news in a list of what comes next."""


class Phase(StrEnum):
    """Where a thing stands in time; computed when asked, never stored."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAST = "past"


class Group(StrEnum):
    """Where a list puts an event: what comes next, what has been running for long, what has no day yet, what is over."""

    COMING = "coming"
    LASTING = "lasting"
    OPEN = "open"
    OVER = "over"


RANK = {group: number for number, group in enumerate(Group)}


@dataclass(frozen=True, kw_only=True)
class EventDate:
    """One date of an event. `ends_at` is the end of its last day where nobody knows better; then `has_end` is false."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    precision: str
    timezone: str
    status: str
    has_time: bool
    has_end: bool
    source: Any

    @property
    def takes_place(self) -> bool:
        """Whether it was not called off."""
        return self.status not in OFF

    @property
    def is_vague(self) -> bool:
        """Whether no day is known, only a month or a year."""
        return self.precision in VAGUE

    @property
    def is_long(self) -> bool:
        """Whether it lasts as exhibitions do."""
        return self.ends_at - self.starts_at > LONG and not self.is_vague

    @property
    def lasts_until(self) -> dt.date | None:
        """The last day of what goes on for several days; None for an evening, though it end after midnight."""
        return self.last_day if self.ends_at - self.starts_at > A_DAY else None

    @property
    def first_day(self) -> dt.date:
        """The first day, where it takes place."""
        return self.starts_at.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def last_day(self) -> dt.date:
        """The last day, where it takes place."""
        return max(self.first_day, last_day_before(self.ends_at, ZoneInfo(self.timezone)))

    def is_over(self, now: dt.datetime) -> bool:
        """Whether its end has come."""
        return self.ends_at <= now

    def is_running(self, now: dt.datetime) -> bool:
        """Whether it goes on at the moment; a month or a year never does, nor does what was called off."""
        return self.takes_place and not self.is_vague and self.starts_at <= now < self.ends_at

    def group(self, now: dt.datetime) -> Group:
        """Where it stands in a list."""
        if self.is_over(now):
            return Group.OVER
        if self.is_vague:
            return Group.OPEN
        return Group.LASTING if self.is_long and self.starts_at <= now else Group.COMING


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An event at a moment. `shown` is the date to show: the next one, else the last one that took place.

    `running` is the date that goes on just now, `to_come` those that take place and are not over, running ones among them.
    """

    phase: Phase | None = None
    group: Group | None = None
    shown: EventDate | None = None
    running: EventDate | None = None
    to_come: tuple[EventDate, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is to come."""
        return self.phase == Phase.PAST

    @property
    def next(self) -> EventDate | None:
        """The date that is on or comes next; None once it is over, and if it was called off."""
        return self.shown if self.to_come else None

    @property
    def rank(self) -> tuple[int, dt.datetime]:
        """Where it stands among others: by group, then by its date."""
        if self.group is None or self.shown is None:
            return len(RANK), dt.datetime.max.replace(tzinfo=dt.UTC)
        return RANK[self.group], self.shown.starts_at

    @property
    def further(self) -> int:
        """How many dates are still to come beside the shown one."""
        return max(len(self.to_come) - 1, 0)


@dataclass(frozen=True)
class Schedule:
    """The dates of an event in the order of time, and its status as its dates have it."""

    dates: tuple[EventDate, ...] = ()
    status: str = "confirmed"

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Self:
        """From an event's document; without dates for a thing that has none."""
        status = (document.get("status") or {}).get("value", "confirmed")
        return cls._of((_of_json(each, status) for each in document.get("occurrences") or ()), status)

    @classmethod
    def of_page(cls, page: EventPage) -> Self:
        """From an event in the editor, which need not be stored; dates that have no day yet are left out."""
        return cls._of((_of_line(each, page.status) for each in page.occurrences.all() if each.start_date), page.status)

    @classmethod
    def of_span(cls, starts_at: dt.datetime, ends_at: dt.datetime) -> Self:
        """From beginning and end alone, which is all that is known of things of other types."""
        return cls(
            (
                EventDate(
                    starts_at=on_every_clock(starts_at),
                    ends_at=on_every_clock(ends_at),
                    precision="minute",
                    timezone=settings.TIME_ZONE,
                    status="confirmed",
                    has_time=True,
                    has_end=True,
                    source=None,
                ),
            )
        )

    @classmethod
    def _of(cls, dates: Iterable[EventDate], status: str) -> Self:
        ordered = tuple(sorted(dates, key=lambda each: (each.starts_at, each.ends_at)))
        return cls(ordered, _effective(status, [each.status for each in ordered]))

    @cached_property
    def counting(self) -> tuple[EventDate, ...]:
        """The dates that say where the event stands: those that take place; all of them if none does."""
        return tuple(each for each in self.dates if each.takes_place) or self.dates

    @property
    def first(self) -> EventDate | None:
        """The date with which it begins."""
        return self.counting[0] if self.counting else None

    @property
    def last(self) -> EventDate | None:
        """The date that ends last."""
        return max(self.counting, key=lambda each: each.ends_at, default=None)

    @property
    def is_off(self) -> bool:
        """Whether nothing of it takes place."""
        return self.status in OFF

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it takes place."""
        spans = [range(each.first_day.year, each.last_day.year + 1) for each in self.counting]
        return tuple(sorted({year for span in spans for year in span}))

    def at(self, now: dt.datetime) -> Reading:
        """The event at the moment, which is aware."""
        if not self.counting:
            return Reading()
        ahead = [each for each in self.counting if not each.is_over(now)]
        if not ahead:
            return Reading(phase=Phase.PAST, group=Group.OVER, shown=self.counting[-1])
        running = next((each for each in ahead if each.is_running(now)), None)
        shown = min(ahead, key=lambda each: (RANK[each.group(now)], each.starts_at))
        return Reading(
            phase=Phase.RUNNING if running else Phase.UPCOMING,
            group=shown.group(now),
            shown=shown,
            running=running,
            to_come=tuple(each for each in ahead if each.takes_place),
        )

    def in_year(self, year: int) -> EventDate | None:
        """The first date that goes on in the year, by the calendar where it takes place."""
        return next((each for each in self.counting if each.first_day.year <= year <= each.last_day.year), None)

    def within(self, starts_at: dt.datetime, ends_at: dt.datetime) -> EventDate | None:
        """The first date that goes on within the span."""
        return next((each for each in self.counting if each.ends_at > starts_at and each.starts_at < ends_at), None)


def _effective(status: str, of_dates: list[str]) -> str:
    """The event's status; where it says nothing unusual, what all its dates say together, and always that none takes place."""
    if status in OFF or not of_dates:
        return status
    common = of_dates[0] if len(set(of_dates)) == 1 else ""
    if OFF.issuperset(of_dates):
        return common or "postponed"
    return common if status in USUAL and common not in ("", "confirmed") else status


def _of_json(occurrence: Mapping[str, Any], status: str) -> EventDate:
    zone = known_zone(occurrence.get("timezone") or "UTC")
    end = occurrence["end"]
    return EventDate(
        starts_at=on_every_clock(dt.datetime.fromisoformat(occurrence["start"])),
        ends_at=on_every_clock(dt.datetime.fromisoformat(end))
        if end
        else midnight_after(dt.date.fromisoformat(occurrence["end_date"]), ZoneInfo(zone)),
        precision=occurrence["precision"]["value"],
        timezone=zone,
        status=_of_date(occurrence["status"]["value"], status),
        has_time=occurrence["has_time"],
        has_end=bool(end) and occurrence["has_time"],
        source=occurrence,
    )


def _of_line(line: EventOccurrence, status: str) -> EventDate:
    window = line.window
    return EventDate(
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        precision=line.precision,
        timezone=known_zone(line.timezone),
        status=_of_date(line.status, status),
        has_time=line.start_time is not None,
        has_end=line.start_time is not None and line.end_time is not None,
        source=line,
    )


def _of_date(own: str, of_event: str) -> str:
    """The date's status; an event that is called off takes all its dates along."""
    return of_event if of_event in OFF and own not in OFF else own
