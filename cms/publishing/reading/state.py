"""What tells a state of the ledger, seen at a moment, from all others."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db.models import DateTimeField, QuerySet

from cms.publishing.models import Entry, OccurrenceRow
from cms.publishing.reading.beginnings import LastTurn, NextTurn
from cms.publishing.reading.compiled import MakeSlot, plan_of
from cms.publishing.reading.memory import Memory, may_remember


class Change(NamedTuple):
    """The last change of the ledger."""

    sequence: int
    id: UUID
    etag: str
    updated_at: dt.datetime


class State(NamedTuple):
    """The last change of the ledger, and when something began or ended last: while all of it stays, every list stays as it is.

    The turns are those of whole entries, and those of the times of what has several.
    """

    change: Change
    turns: tuple[dt.datetime | None, ...]


class _Turns(NamedTuple):
    """The turns up to a moment, and when the next one is due: until then they stay as they are, unless something changes."""

    seen_at: dt.datetime
    last: tuple[dt.datetime | None, ...]
    next: dt.datetime | None

    def hold_at(self, now: dt.datetime) -> bool:
        return self.seen_at <= now and (self.next is None or now < self.next)


COLUMNS: list[tuple[type[Entry | OccurrenceRow], Literal["starts_at", "ends_at"]]] = [
    (Entry, "starts_at"),
    (Entry, "ends_at"),
    (OccurrenceRow, "starts_at"),
    (OccurrenceRow, "ends_at"),
]
_turns = Memory[Change, _Turns](most=4)


def state_at(now: dt.datetime) -> State | None:
    """The state at the moment, in one small query, and another one where something has changed, begun or ended; None of an empty ledger."""
    rows = plan_of(("last change",), lambda _slot: _newest().values_list(*Change._fields)[:1]).rows([])
    if not rows:
        return None
    change = Change._make(rows[0])
    if may_remember() and (known := _turns.all_known([change])) and known[0].hold_at(now):
        return State(change, known[0].last)
    return _read(now)


def _read(now: dt.datetime) -> State | None:
    """All of it at one moment, whatever has changed meanwhile."""
    for row in plan_of(("turns",), _with_turns).rows([now]):
        own, last, following = row[: -2 * len(COLUMNS)], row[-2 * len(COLUMNS) : -len(COLUMNS)], row[-len(COLUMNS) :]
        state = State(Change._make(own), last)
        _turns.keep({state.change: _Turns(now, last, min(filter(None, following), default=None))})
        return state
    return None


def _with_turns(slot: MakeSlot) -> QuerySet[Entry, tuple[Any, ...]]:
    now: Any = slot(DateTimeField())
    turns = {
        f"{turn.__name__}_{number}": turn(now, column, model)
        for turn in (LastTurn, NextTurn)
        for number, (model, column) in enumerate(COLUMNS)
    }
    return _newest().annotate(**turns).values_list(*Change._fields, *turns)[:1]


def _newest() -> QuerySet[Entry]:
    return Entry.objects.order_by("-sequence")
