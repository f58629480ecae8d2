"""What lists show: one item per ledger entry, ready for its card."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

from cms.content.schedule import USUAL, EventDate, Phase, Reading, Schedule
from cms.publishing.reading.rows import ListRow, rows_of
from cms.site.formats.dates import Dates
from search.results import Hit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.publishing.models import Entry


@dataclass(frozen=True, kw_only=True)
class Item:
    """A public thing in a list, and where it stands in time at the moment of the request; `etag` is its document's, if it is known."""

    type: str
    path: str
    title: str
    document: dict[str, Any]
    etag: str = ""
    schedule: Schedule = field(default_factory=Schedule)
    reading: Reading = field(default_factory=Reading)

    @property
    def templates(self) -> list[str]:
        """The card of the item's type, and the one for types without a card of their own."""
        return [f"site/items/{self.type}.html", "site/items/other.html"]

    @cached_property
    def occurrence(self) -> dict[str, Any]:
        """The member of the document with the date that is shown; empty if there is none."""
        shown = self.reading.shown
        return shown.source or {} if shown else {}

    @cached_property
    def dates(self) -> Dates | None:
        """The date that is shown: the next of an event, or its last one; None for what is no event."""
        return Dates.of_date(self.reading.shown) if self.reading.shown and self.occurrence else None

    @property
    def more_dates(self) -> int:
        """How many dates are still to come beside the one that is shown."""
        return self.reading.further

    @cached_property
    def status(self) -> dict[str, str]:
        """What is unusual about the event, or else about the date that is shown."""
        of_event: dict[str, str] = self.document.get("status") or {"value": "confirmed", "label": ""}
        if of_event["value"] not in USUAL or not self.occurrence:
            return of_event
        of_date: dict[str, str] = self.occurrence["status"]
        return of_event if of_date["value"] == "confirmed" else of_date

    @property
    def lasts_until(self) -> dt.date | None:
        """The last day of a date that goes on just now for several days."""
        return self.reading.running.lasts_until if self.reading.running else None

    @property
    def is_running(self) -> bool:
        """Whether one of its dates goes on just now."""
        return self.reading.running is not None

    @property
    def shown_dates(self) -> Dates | None:
        """When it takes place, otherwise the day that it bears; None if it has neither."""
        day = self.document.get("published_on")
        if self.dates or not day:
            return self.dates
        return Dates(first=dt.date.fromisoformat(day), last=dt.date.fromisoformat(day))

    @property
    def phase(self) -> Phase | None:
        """Where it stands in time."""
        return self.reading.phase

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.reading.is_over

    def showing(self, date: EventDate | None) -> Item:
        """The same with another date shown, as in a list of one year."""
        return replace(self, reading=replace(self.reading, shown=date or self.reading.shown))


def item_of(entry: ListRow | Hit, *, now: dt.datetime) -> Item:
    """The entry or hit as a list shows it at this time."""
    document = orjson.loads(entry.document)
    schedule = schedule_of(entry, document)
    return Item(
        type=entry.type,
        path=entry.path,
        title=entry.title,
        document=document,
        etag=entry.etag if isinstance(entry, ListRow) else "",
        schedule=schedule,
        reading=schedule.at(now),
    )


def schedule_of(entry: ListRow | Hit, document: dict[str, Any]) -> Schedule:
    """When the thing takes place; beginning and end are all that is known of what is no event."""
    if document.get("occurrences") or entry.starts_at is None or entry.ends_at is None:
        return Schedule.of_document(document)
    return Schedule.of_span(entry.starts_at, entry.ends_at)


def items_of(entries: QuerySet[Entry], *, now: dt.datetime) -> list[Item]:
    """The entries as a list shows them at this time."""
    return [item_of(row, now=now) for row in rows_of(entries)]
