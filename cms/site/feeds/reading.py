"""Reads the ledger for exporters: newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.db.models import QuerySet

from cms.extend import Export, Exported
from cms.publishing.reading.beginnings import LastTurnOfEach
from cms.publishing.reading.entries import live_entries, matching, with_ids
from cms.publishing.reading.last_change import last_change
from cms.publishing.reading.order import LAST, SortKey
from cms.publishing.reading.pages import Row, every_row, read_page
from cms.publishing.reading.parameters import FilterError
from cms.site.feeds.former import former_dates, withdrawn
from cms.site.feeds.naming import title_of
from cms.site.feeds.request import FeedRequest

if TYPE_CHECKING:
    from cms.publishing.models import Entry
from search.query import SearchQuery
from search.service import search

NEWEST_FIRST = (SortKey("first_published_at", descending=True), LAST)
"""What was published last comes first."""

FOUND = 500
"""As many hits of the archive search a feed looks at."""

AT_A_TIME = 200


def meant(wanted: FeedRequest, *, now: dt.datetime) -> QuerySet[Entry]:
    """The live entries that are meant; raises `FilterError` for a search of too much."""
    entries = matching(live_entries(), wanted.filter_at(now), now=now)
    if wanted.ids:
        entries = with_ids(entries, wanted.ids)
    return with_ids(entries, _found_by(wanted, now=now)) if wanted.text else entries


def _found_by(wanted: FeedRequest, *, now: dt.datetime) -> list[UUID]:
    """What the archive search finds within the filter; nothing where it would only offer something else."""
    results = search(SearchQuery(text=wanted.text, filter=wanted.filter_at(now), page_size=FOUND, now=now))
    if results.total > FOUND:
        raise FilterError(
            "q", "too_many", f"q: {results.total} things are found, and more than {FOUND} are refused. Narrow it down."
        )
    return [hit.id for hit in results.hits] if results.total else []


@dataclass(frozen=True)
class FeedContent:
    """What a feed holds, what was withdrawn from it a short while ago, and when the ledger changed last as these rows saw it.

    `turned_at` is when the clock last changed what is to be said of one of the things: one of several dates was over,
    or began to last long.
    """

    rows: Sequence[Row]
    changed_at: dt.datetime
    withdrawn: Sequence[Row] = ()
    turned_at: dt.datetime | None = None

    @property
    def modified_at(self) -> dt.datetime:
        """When the feed could last have become another one."""
        return max(self.changed_at, self.turned_at or self.changed_at)

    @property
    def updated_at(self) -> dt.datetime:
        """When the newest of the documents changed; for an empty feed, when the ledger did."""
        return max((row.updated_at for row in self.rows), default=self.changed_at)


def read_feed(wanted: FeedRequest, *, now: dt.datetime) -> FeedContent:
    """What the feed holds, at most as many as the exporter takes: in one query, and one more each for nothing and for what was withdrawn.

    Raises `FilterError` where a feed that must be complete would be cut.
    """
    exporter = wanted.exporter
    page = read_page(
        meant(wanted, now=now), NEWEST_FIRST, seen_from=now, limit=exporter.limit, turns=(LastTurnOfEach(now),)
    )
    if page.more and exporter.complete:
        raise FilterError(
            "start.lt",
            "too_many",
            f"More than {exporter.limit} things are meant, and this form is never cut. "
            "Narrow it by start.gte, start.lt or another filter.",
        )
    return FeedContent(page.rows, page.changed_at or last_change(), withdrawn(wanted, now=now), page.turned_at)


def export_of_feed(wanted: FeedRequest, found: FeedContent, *, now: dt.datetime) -> Export:
    """What the exporter gets for a feed."""
    documents = (orjson.loads(row.document) for row in found.rows)
    things = _things(wanted, [*found.rows, *found.withdrawn], now=now)
    return _export(wanted, documents, things, updated_at=found.updated_at)


def export_of_all(wanted: FeedRequest, *, now: dt.datetime) -> Export:
    """What the exporter gets of all that the wanted means, a few at a time."""
    entries = meant(wanted, now=now)
    documents = (orjson.loads(row.document) for row in every_row(entries, NEWEST_FIRST))
    return _export(wanted, documents, _all_things(wanted, entries, now=now), updated_at=last_change())


def _all_things(wanted: FeedRequest, entries: QuerySet[Entry], *, now: dt.datetime) -> Iterator[Exported]:
    rows = chain(every_row(entries, NEWEST_FIRST), withdrawn(wanted, now=now))
    while some := list(islice(rows, AT_A_TIME)):
        yield from _things(wanted, some, now=now)


def _things(wanted: FeedRequest, rows: Iterable[Row], *, now: dt.datetime) -> Iterator[Exported]:
    rows = list(rows)
    former = former_dates(wanted, rows, now=now)
    for row in rows:
        document = orjson.loads(row.document) if row.document else None
        dates = former.get(row.id, ())
        if document is not None or dates:
            yield Exported(row.id, row.sequence, row.updated_at, document, dates)


def _export(
    wanted: FeedRequest,
    documents: Iterable[Mapping[str, Any]],
    things: Iterable[Exported],
    *,
    updated_at: dt.datetime,
) -> Export:
    return Export(
        title=title_of(wanted.filter, locale=wanted.locale, ids=wanted.ids, text=wanted.text),
        address=wanted.address,
        home=wanted.home,
        locale=wanted.locale,
        updated_at=updated_at,
        documents=documents,
        things=things,
    )
