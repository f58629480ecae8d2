"""What changed since a sequence, in commit order: the ground of delta sync."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cms.extend import registry
from cms.publishing.models import Entry, EntryState
from cms.publishing.reading.entries import is_live, matching
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.left_filter import left_since
from cms.publishing.reading.sequence import current_sequence

LEFT = "left-filter"


@dataclass(frozen=True)
class Change:
    """An entry that is live within the filter, or a tombstone with the reason to forget it."""

    entry: Entry
    reason: str = ""

    @property
    def is_live(self) -> bool:
        """Whether the document is part of the change."""
        return not self.reason


@dataclass(frozen=True)
class Changes:
    """A batch of changes, the sequence to go on from, and whether more wait behind it."""

    items: list[Change]
    until: int
    more: bool


def changes_since(
    sequence: int, wanted: Filter, *, now: datetime, limit: int, known: int | None = None, of_missing: bool = False
) -> Changes:
    """At most `limit` changes after the sequence.

    A live entry outside the filter is a tombstone `left-filter` if it was inside at the sequence, and otherwise is not told; a
    first, full export (`sequence` 0) needs no tombstones. Who reads in several batches names the sequence up to which all was `known`
    before the first of them: what has left the filter and then changed again stands in a later batch than the one in which it left.
    With `of_missing` those of types that are not there any more are told beside the wanted ones.
    """
    latest = current_sequence()
    # What belongs to a missing plugin is passed over until it is withdrawn, or its plugin is back.
    told = Q(state=EntryState.WITHDRAWN) | is_live()
    scope = Entry.objects.filter(told, sequence__gt=sequence, sequence__lte=latest)
    if wanted.types:
        of_types = Q(type__in=wanted.types)
        scope = scope.filter(of_types | ~Q(type__in=list(registry().public_types)) if of_missing else of_types)
    if wanted.locale is not None:
        scope = scope.filter(locale__in=(wanted.locale, ""))
    if sequence == 0:
        scope = matching(scope.filter(state=EntryState.LIVE), wanted, now=now)
    batch = list(scope.order_by("sequence")[: limit + 1])
    more = len(batch) > limit
    batch = batch[:limit]
    inside = _inside(batch, wanted, now) if sequence else {entry.pk for entry in batch}
    outside = [each for each in batch if each.state == EntryState.LIVE and each.pk not in inside]
    left = left_since(sequence if known is None else min(known, sequence), outside, wanted, upto=sequence)
    items = [
        Change(entry, "" if entry.pk in inside else entry.reason or LEFT)
        for entry in batch
        if entry.reason or entry.pk in inside or entry.pk in left
    ]
    return Changes(items, batch[-1].sequence if more else latest, more)


def _inside(batch: list[Entry], wanted: Filter, now: datetime) -> set[object]:
    live = Entry.objects.filter(pk__in=[entry.pk for entry in batch], state=EntryState.LIVE)
    return set(matching(live, wanted, now=now).values_list("pk", flat=True))
