"""Reads the ledger for exporters: newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet, Subquery

from cms.extend import Export, Exported
from cms.publishing.beginnings import LastTurnOfEach
from cms.publishing.entries import live_entries, matching
from cms.publishing.grammar import FilterError
from cms.publishing.models import Entry
from cms.site.feeds.former import former_dates, withdrawn
from cms.site.feeds.naming import title_of
from cms.site.feeds.question import Question
from cms.site.feeds.row import Found, Row
from search.query import SearchQuery
from search.service import search

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When the last change was where nothing was ever published."""

FOUND = 500
"""As many hits of the archive search a feed looks at."""

AT_A_TIME = 200


def newest_first(question: Question, *, now: dt.datetime) -> QuerySet[Entry]:
    """The live entries that the question means, those first that were published last; raises `FilterError` for a search of too much."""
    entries = matching(live_entries(), question.filter_at(now), now=now)
    if question.ids:
        entries = entries.filter(pk__in=question.ids)
    if question.text:
        entries = entries.filter(pk__in=_found_by(question, now=now))
    return entries.order_by("-first_published_at", "id")


def _found_by(question: Question, *, now: dt.datetime) -> list[UUID]:
    """What the archive search finds within the filter; nothing where it would only offer something else."""
    wanted = question.filter_at(now)
    results = search(SearchQuery(text=question.text, filter=wanted, page_size=FOUND, now=now))
    if results.total > FOUND:
        raise FilterError(
            "q", "too_many", f"q: {results.total} things are found, and more than {FOUND} are refused. Narrow it down."
        )
    return [hit.id for hit in results.hits] if results.total else []


def read_feed(question: Question, *, now: dt.datetime) -> Found:
    """What the feed holds, at most as many as the exporter takes: in one query, and one more each for nothing and for what was withdrawn.

    Raises `FilterError` where a feed that must be complete would be cut.
    """
    limit = question.exporter.limit
    # The keys first: documents that are not in the feed would otherwise be carried through the sorting.
    keys = newest_first(question, now=now).values("pk")[: limit + 1 if question.exporter.complete else limit]
    wanted = Entry.objects.filter(pk__in=keys).order_by("-first_published_at", "id")
    changed = wanted.annotate(turned_at=LastTurnOfEach(now), changed_at=Subquery(_changes()[:1]))
    found = list(changed.values_list("id", "etag", "sequence", "updated_at", "document", "turned_at", "changed_at"))
    if len(found) > limit:
        raise FilterError(
            "start.lt",
            "too_many",
            f"More than {limit} things are meant, and this form is never cut. Narrow it by start.gte, start.lt or another filter.",
        )
    last = found[0][-1] if found else last_change()
    turned = max((values[-2] for values in found if values[-2]), default=None)
    return Found([Row(*values[:-2]) for values in found], last, withdrawn(question, now=now), turned)


def last_change() -> dt.datetime:
    """When the ledger changed last."""
    return _changes().first() or BEGINNING


def _changes() -> QuerySet[Entry, dt.datetime]:
    return Entry.objects.order_by("-sequence").values_list("updated_at", flat=True)


def export_of_feed(question: Question, found: Found, *, now: dt.datetime) -> Export:
    """What the exporter gets for a feed."""
    documents = (orjson.loads(row.document) for row in found.rows)
    things = _things(question, [*found.rows, *found.withdrawn], now=now)
    return _export(question, documents, things, updated_at=found.updated_at)


def export_of_all(question: Question, *, now: dt.datetime) -> Export:
    """What the exporter gets of all that the question means, a few at a time."""
    entries = newest_first(question, now=now)
    documents = map(orjson.loads, entries.values_list("document", flat=True).iterator(chunk_size=AT_A_TIME))
    return _export(question, documents, _all_things(question, entries, now=now), updated_at=last_change())


def _all_things(question: Question, entries: QuerySet[Entry], *, now: dt.datetime) -> Iterator[Exported]:
    stored = entries.values_list("id", "etag", "sequence", "updated_at", "document").iterator(chunk_size=AT_A_TIME)
    rows = chain((Row(*values) for values in stored), withdrawn(question, now=now))
    while some := list(islice(rows, AT_A_TIME)):
        yield from _things(question, some, now=now)


def _things(question: Question, rows: Iterable[Row], *, now: dt.datetime) -> Iterator[Exported]:
    rows = list(rows)
    former = former_dates(question, rows, now=now)
    for row in rows:
        document = orjson.loads(row.document) if row.document else None
        dates = former.get(row.id, ())
        if document is not None or dates:
            yield Exported(row.id, row.sequence, row.updated_at, document, dates)


def _export(
    question: Question,
    documents: Iterable[Mapping[str, Any]],
    things: Iterable[Exported],
    *,
    updated_at: dt.datetime,
) -> Export:
    return Export(
        title=title_of(question.filter, locale=question.locale, ids=question.ids, text=question.text),
        address=question.address,
        home=question.home,
        locale=question.locale,
        updated_at=updated_at,
        documents=documents,
        things=things,
    )
