"""What the page of an event says about its time, and which events belong to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from cms.content.schedule import EventDate, Schedule
from cms.site import lists
from cms.site.formats.dates import Dates
from cms.site.items import Item
from cms.site.page_context import PageContext

IN_HEAD = 2
"""As many dates stand in the head of a page; of more, only the one that matters now."""


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """One date as the page shows it; `occurrence` is the member of the document."""

    occurrence: dict[str, Any]
    dates: Dates
    is_over: bool
    is_off: bool
    is_running: bool
    lasts_until: dt.date | None

    @property
    def invites(self) -> bool:
        """Whether one can still go there."""
        return not (self.is_over or self.is_off)


@dataclass(frozen=True, kw_only=True)
class EventView:
    """An event at the moment of the request: its dates in order, whether anyone can still come, and what belongs to it.

    `replaced` are the events in whose stead it takes place. `tells_contributions` says whether its texts do, so that no list need.
    """

    dates: list[DateLine]
    head: list[DateLine]
    further: int
    is_over: bool
    is_off: bool
    takes_registrations: bool
    tells_contributions: bool
    replaced: list[Item] = field(default_factory=list)
    related: list[lists.Related] = field(default_factory=list)

    @property
    def invites(self) -> bool:
        """Whether registration, fee and the like still mean anything."""
        return not (self.is_over or self.is_off)


def event_view(page: Any, context: PageContext) -> EventView:
    """The event at the moment, with the events that belong to it."""
    return replace(
        dates_view(context.document, now=context.now),
        replaced=lists.replaced_by(page, locale=context.language, now=context.now),
        related=lists.related(context.document, now=context.now),
    )


def dates_view(document: dict[str, Any], *, now: dt.datetime) -> EventView:
    """The event with this document at the moment, by itself."""
    schedule = Schedule.of_document(document)
    reading = schedule.at(now)
    ahead = reading.to_come or schedule.counting
    shown = (reading.shown,) if reading.shown and len(ahead) > IN_HEAD else ahead
    deadline = document["registration"]["deadline"]
    return EventView(
        dates=[_line(each, now) for each in schedule.dates],
        head=[_line(each, now) for each in shown],
        further=reading.further if len(ahead) > IN_HEAD else 0,
        is_over=reading.is_over,
        is_off=schedule.is_off,
        tells_contributions=any(
            _tells_contributions(each) for each in (*document["announcement"], *document["report"])
        ),
        takes_registrations=not deadline or _today(schedule, now) <= dt.date.fromisoformat(deadline),
    )


def _tells_contributions(block: dict[str, Any]) -> bool:
    return block["type"] == "speakers" and bool(block["value"].get("from_event"))


def _line(date: EventDate, now: dt.datetime) -> DateLine:
    return DateLine(
        occurrence=date.source,
        dates=Dates.of_date(date),
        is_over=date.is_over(now),
        is_off=not date.takes_place,
        is_running=date.is_running(now),
        lasts_until=date.lasts_until,
    )


def _today(schedule: Schedule, now: dt.datetime) -> dt.date:
    """The day where the event begins."""
    zone = ZoneInfo(schedule.first.timezone) if schedule.first else now.tzinfo
    return now.astimezone(zone).date()
