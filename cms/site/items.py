"""What lists show: one item per ledger entry, ready for its card."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.publishing.entries import live_entries, phase_of
from cms.publishing.filters import Phase
from cms.publishing.models import Entry
from cms.site.formats.dates import Dates
from cms.site.occurrences import next_occurrence
from search.results import Hit


@dataclass(frozen=True, kw_only=True)
class Item:
    """A public thing in a list. `dates` are those that matter now: the next of several, or the first one."""

    type: str
    path: str
    title: str
    document: dict[str, Any]
    dates: Dates | None = None
    more_dates: int = 0
    phase: Phase | None = None

    @property
    def templates(self) -> list[str]:
        """The card of the item's type, and the one for types without a card of their own."""
        return [f"site/items/{self.type}.html", "site/items/other.html"]

    @property
    def shown_dates(self) -> Dates | None:
        """When it takes place, otherwise the day that it bears; None if it has neither."""
        day = self.document.get("published_on")
        if self.dates or not day:
            return self.dates
        return Dates(first=dt.date.fromisoformat(day), last=dt.date.fromisoformat(day))

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.phase == Phase.PAST


def item_of(entry: Entry | Hit, *, now: dt.datetime) -> Item:
    """The entry or hit as a list shows it at this time."""
    document = json.loads(entry.document)
    occurrences = document.get("occurrences") or []
    return Item(
        type=entry.type,
        path=entry.path,
        title=entry.title,
        document=document,
        dates=Dates.of(next_occurrence(occurrences, now=now)) if occurrences else None,
        more_dates=max(len(occurrences) - 1, 0),
        phase=phase_of(starts_at=entry.starts_at, ends_at=entry.ends_at, now=now),
    )


def items_of(entries: Iterable[Entry], *, now: dt.datetime) -> list[Item]:
    """The entries as a list shows them at this time."""
    return [item_of(entry, now=now) for entry in entries]


def entries_of(things: QuerySet[Any]) -> QuerySet[Entry]:
    """The live entries of these things of one model: at most those that are public."""
    keys = [str(key) for key in things.values_list("pk", flat=True)]
    model = things.model._meta
    return live_entries().filter(
        content_type__app_label=model.app_label, content_type__model=model.model_name, object_pk__in=keys
    )
