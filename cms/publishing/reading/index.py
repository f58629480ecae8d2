"""The ledger as an index reads it: batch after batch in the order of changes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from cms.extend import Occurrence
from cms.publishing.models import Entry, FacetRow, OccurrenceRow
from cms.publishing.reading.compiled import plan_of
from cms.publishing.reading.entries import live_entries
from cms.publishing.reading.memory import MEGABYTE, Memory, may_remember
from cms.publishing.reading.sequence import Position, known_at, stand, told_at


@dataclass(frozen=True)
class EntryRows:
    """The facets and dates of entries."""

    facets: Mapping[UUID, Sequence[tuple[str, str]]]
    dates: Mapping[UUID, Sequence[Occurrence]]

    def of(self, entry: Entry) -> tuple[Sequence[tuple[str, str]], Sequence[Occurrence]]:
        """Those of one entry."""
        return self.facets.get(entry.pk, ()), self.dates.get(entry.pk, ())


def read_rows(entries: Sequence[Entry]) -> EntryRows:
    """One query for all facets of the entries, one for all their dates."""
    facets: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = FacetRow.objects.filter(entry__in=[entry.pk for entry in entries])
    for entry_id, name, value in rows.values_list("entry_id", "name", "value"):
        facets[entry_id].append((name, value))
    dates: dict[UUID, list[Occurrence]] = defaultdict(list)
    several = [entry.pk for entry in entries if entry.last_starts_at is not None]
    for entry_id, *date in OccurrenceRow.objects.filter(entry__in=several).values_list("entry_id", *Occurrence._fields):
        dates[entry_id].append(Occurrence(*date))
    return EntryRows(facets, dates)


def live_batches(
    types: Collection[str], *, size: int, upto: int | None = None, columns: Sequence[str] = ()
) -> Iterator[list[Entry]]:
    """All public things of the types; with these columns alone if any are named."""
    entries = live_entries().filter(type__in=types)
    if upto is not None:
        entries = entries.filter(sequence__lte=upto)
    return _batches(entries.only("sequence", *columns) if columns else entries, after=0, size=size)


def batches_after(sequence: int, *, size: int) -> Iterator[list[Entry]]:
    """All that has changed after the number, tombstones too."""
    return _batches(Entry.objects.all(), after=sequence, size=size)


def _batches(entries: QuerySet[Entry], *, after: int, size: int) -> Iterator[list[Entry]]:
    """The entries in the ledger's order, each batch as it is then; what has changed meanwhile comes at its new place."""
    while batch := list(entries.filter(sequence__gt=after).order_by("sequence")[:size]):
        yield batch
        after = batch[-1].sequence


def live_count(types: Collection[str]) -> int:
    """How many public things of the types there are."""
    return live_entries().filter(type__in=types).count()


def live_locales(types: Collection[str]) -> set[str]:
    """The languages of the public things of the types; empty for records."""
    return set(live_entries().filter(type__in=types).values_list("locale", flat=True).distinct())


class Found(NamedTuple):
    """A public thing that an index has found, as hits and cards are made of it."""

    id: UUID
    sequence: int
    etag: str
    type: str
    locale: str
    title: str
    path: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    passages: Sequence[Sequence[str]]
    document: str


TAGS = Found._fields[:3]
"""What tells each state of a thing from all others."""
_found = Memory[tuple[Any, ...], Found](
    most=32 * MEGABYTE, size=lambda found: len(found.document) + sum(len(each[0]) + 300 for each in found.passages)
)


def found_by(ids: Collection[UUID], position: Position) -> tuple[int | None, Mapping[UUID, Found]]:
    """What `known_at` answers of who has found these ids, and the public ones of the things, all seen at one moment.

    What has not changed since a thing was found before is remembered.
    """
    if not ids:
        return known_at(position), {}
    if may_remember():
        sequence, tags = _live(ids, TAGS, position)
        if (known := _found.all_known(tags)) is not None:
            return sequence, {found.id: found for found in known}
    sequence, rows = _live(ids, Found._fields, position)
    things = [Found._make(row) for row in rows]
    if may_remember():
        _found.keep({thing[: len(TAGS)]: thing for thing in things})
    return sequence, {thing.id: thing for thing in things}


def _live(
    ids: Collection[UUID], columns: Sequence[str], position: Position
) -> tuple[int | None, list[tuple[Any, ...]]]:
    plan = plan_of(
        ("found", columns, len(ids)),
        lambda slot: (
            live_entries()
            .annotate(**stand(slot))
            .filter(pk__in=[slot(UUIDField()) for _ in ids])
            .values_list(*columns, "stands_at", "stands_in")
        ),
    )
    rows = plan.rows([position.sequence, *ids])
    if not rows:
        return known_at(position), []
    return told_at(position, *rows[0][-2:]), [row[:-2] for row in rows]


def names_by_id(ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Type and title of the things with these ids, public or not."""
    rows = Entry.objects.filter(pk__in=ids).values_list("pk", "type", "title")
    return {pk: f"{type_name} {title}" for pk, type_name, title in rows}
