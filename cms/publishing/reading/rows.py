"""What lists read of an entry: of its many columns the few that an item is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from cms.publishing.models import Entry
from cms.publishing.reading.entries import live_entries


class ListRow(NamedTuple):
    """An entry as lists show it."""

    id: UUID
    type: str
    path: str
    title: str
    document: str
    etag: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None


def rows_of(entries: QuerySet[Entry]) -> Iterable[ListRow]:
    """The entries as lists read them, in their order."""
    return (ListRow(*values) for values in entries.values_list(*ListRow._fields))


def rows_by_id(ids: Collection[UUID | str]) -> Mapping[UUID, ListRow]:
    """The public ones of the entries with these ids, in one query."""
    return {row.id: row for row in rows_of(live_entries().filter(pk__in=ids))} if ids else {}
