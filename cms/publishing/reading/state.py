"""What tells a state of the ledger, seen at a moment, from all others."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateTimeField, QuerySet

from cms.publishing.models import Entry
from cms.publishing.reading.beginnings import LastTurn
from cms.publishing.reading.compiled import MakeSlot, plan_of


class State(NamedTuple):
    """The last change of the ledger, and when something began or ended last: while all of it stays, every list stays as it is.

    The turns are those of whole entries, and those of the times of what has several.
    """

    sequence: int
    id: UUID
    etag: str
    updated_at: dt.datetime
    begun_at: dt.datetime | None
    ended_at: dt.datetime | None
    time_begun_at: dt.datetime | None
    time_ended_at: dt.datetime | None


def state_at(now: dt.datetime) -> State | None:
    """The state at the moment, in one small query; None if nothing was ever published."""
    found = plan_of(("state",), _newest).rows([now])
    return State._make(found[0]) if found else None


def _newest(slot: MakeSlot) -> QuerySet[Entry, tuple[Any, ...]]:
    now: Any = slot(DateTimeField())
    newest = Entry.objects.order_by("-sequence").annotate(
        begun_at=LastTurn(now, "starts_at", Entry),
        ended_at=LastTurn(now, "ends_at", Entry),
        time_begun_at=LastTurn(now, "starts_at"),
        time_ended_at=LastTurn(now, "ends_at"),
    )
    return newest.values_list(*State._fields)[:1]
