"""Where the ledger stands: the number of its last change, and in which of its histories."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery

from cms.publishing.models import Counter, Entry, Milestone
from cms.publishing.reading.compiled import MakeSlot, plan_of


class Position(NamedTuple):
    """How far the ledger was read, and the mark of the last milestone by then.

    A ledger that was restored from a backup gives the same numbers to other changes, but other marks.
    """

    sequence: int = 0
    mark: str = ""


def current_sequence() -> int:
    """The number of the last change; 0 before the first."""
    return Counter.objects.filter(pk=1).values_list("value", flat=True).first() or 0


def current_position() -> Position:
    """The position of who has read everything."""
    last = Subquery(_marks(OuterRef("value"))[:1])
    sequence, mark = Counter.objects.filter(pk=1).values_list("value", last).first() or (0, None)
    return Position(sequence, mark or "")


def position_at(sequence: int) -> Position:
    """The position of who has read up to this change."""
    return Position(sequence, _marks(sequence).first() or "")


def is_known(position: Position) -> bool:
    """Whether who has read so far has read this ledger, so that the changes since are all that is missing there; in one query."""
    return known_at(position) is not None


def known_at(position: Position) -> int | None:
    """The number of the last change of the ledger that was read so far; None if that was another one."""
    plan = plan_of(("known at",), lambda slot: Counter.objects.filter(pk=1).values_list("value", _mark_at(slot)))
    rows = plan.rows([position.sequence])
    return told_at(position, *rows[0]) if rows else told_at(position, 0, None)


def stand(slot: MakeSlot) -> dict[str, Subquery]:
    """Two columns beside others that `told_at` makes the same of, for the position's number in the slot."""
    return {"stands_at": Subquery(Counter.objects.filter(pk=1).values("value")[:1]), "stands_in": _mark_at(slot)}


def told_at(position: Position, sequence: int | None, mark: str | None) -> int | None:
    """What `known_at` answers of the position, where these are the ledger's last number and its mark by then."""
    known = position == Position() or ((sequence or 0) >= position.sequence and (mark or "") == position.mark)
    return (sequence or 0) if known else None


def _mark_at(slot: MakeSlot) -> Subquery:
    return Subquery(_marks(slot(BigIntegerField()))[:1])


def is_before(latest: Position, position: Position) -> bool:
    """Whether who has read so far has read the ledger that ends with the latest change."""
    return position == latest or (position.sequence < latest.sequence and position == position_at(position.sequence))


def _marks(sequence: Any) -> QuerySet[Milestone, str]:
    """The marks of the milestones up to this change, the last one first."""
    return Milestone.objects.filter(sequence__lte=sequence).order_by("-sequence").values_list("mark", flat=True)


def is_empty() -> bool:
    """Whether nothing was ever published."""
    return not Entry.objects.exists()


def changed_after(sequence: int, *, before: int | None = None) -> int:
    """How many things changed last after the number, and before another one if that is given."""
    entries = Entry.objects.filter(sequence__gt=sequence)
    return (entries if before is None else entries.filter(sequence__lt=before)).count()
