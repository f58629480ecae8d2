"""Reads the ledger for exporters: newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet, Subquery

from cms.extend import Export
from cms.publishing.entries import live_entries, matching
from cms.publishing.models import Entry
from cms.publishing.schedule import last_turn_of_each
from cms.site.feeds.naming import title_of
from cms.site.feeds.question import Question

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When the last change was where nothing was ever published."""


@dataclass(frozen=True)
class Row:
    """A thing in a feed: who it is, the tag of its document, when that changed, and how it is stored."""

    id: UUID
    etag: str
    updated_at: dt.datetime
    document: str


@dataclass(frozen=True)
class Found:
    """What a feed holds, and when the ledger changed last as these rows saw it.

    `turned_at` is when the clock last changed what is to be said of one of the things: a date of several was over.
    """

    rows: Sequence[Row]
    changed_at: dt.datetime
    turned_at: dt.datetime | None = None

    @property
    def modified_at(self) -> dt.datetime:
        """When the feed could last have become another one."""
        return max(self.changed_at, self.turned_at or self.changed_at)

    @property
    def updated_at(self) -> dt.datetime:
        """When the newest of the documents changed; for an empty feed, when the ledger did."""
        return max((row.updated_at for row in self.rows), default=self.changed_at)


def newest_first(question: Question, *, now: dt.datetime) -> QuerySet[Entry]:
    """The live entries that the question means, those first that were published last."""
    return matching(live_entries(), question.filter, now=now).order_by("-first_published_at", "id")


def read_feed(question: Question, *, now: dt.datetime) -> Found:
    """The newest things, at most as many as the exporter takes, in one query; in two where there are none."""
    # The keys first: documents that are not in the feed would otherwise be carried through the sorting.
    keys = newest_first(question, now=now).values("pk")[: question.exporter.limit]
    wanted = Entry.objects.filter(pk__in=keys).order_by("-first_published_at", "id")
    changed = wanted.annotate(changed_at=Subquery(_changes()[:1]), turned_at=last_turn_of_each(now))
    found = list(changed.values_list("id", "etag", "updated_at", "document", "turned_at", "changed_at"))
    last = found[0][-1] if found else last_change()
    turned = max((turn for *_, turn, _ in found if turn), default=None)
    return Found([Row(identity, etag, updated, text) for identity, etag, updated, text, *_ in found], last, turned)


def last_change() -> dt.datetime:
    """When the ledger changed last."""
    return _changes().first() or BEGINNING


def _changes() -> QuerySet[Entry, dt.datetime]:
    return Entry.objects.order_by("-sequence").values_list("updated_at", flat=True)


def read_all(question: Question, *, now: dt.datetime) -> Iterator[Mapping[str, Any]]:
    """The documents of all that the question means, a few at a time."""
    entries = newest_first(question, now=now).values_list("document", flat=True)
    return map(orjson.loads, entries.iterator(chunk_size=200))


def export_of(question: Question, documents: Iterable[Mapping[str, Any]], *, updated_at: dt.datetime) -> Export:
    """What the exporter gets."""
    return Export(
        title=title_of(question.filter, locale=question.locale),
        address=question.address,
        home=question.home,
        locale=question.locale,
        updated_at=updated_at,
        documents=documents,
    )
