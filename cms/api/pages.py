"""Reads one page of a list from the ledger, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateTimeField, F, IntegerField, QuerySet, Subquery, Value

from cms.api.languages import in_languages
from cms.api.lastchange import OfLastChange
from cms.api.ordering import after, depends_on_moment, ordered
from cms.api.questions import ListQuestion
from cms.publishing.beginnings import LastTurn
from cms.publishing.entries import live_entries, matching
from cms.publishing.models import Entry


class CountOf(Subquery):
    """How many rows a query has, as part of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


NOTHING = Value(None, output_field=DateTimeField())


class Row(NamedTuple):
    """One entry of a page; `document` is empty where only its tag was read."""

    id: UUID
    etag: str
    locale: str
    document: str
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The rows of a page, whether more follow, how many there are in all, and the last change of the ledger as they saw it.

    `turned_at` is when the clock changed the order last; None if it never did.
    """

    rows: Sequence[Row]
    more: bool
    count: int | None
    sequence: int
    changed_at: dt.datetime | None
    turned_at: dt.datetime | None


def read_page(question: ListQuestion, *, now: dt.datetime, documents: bool) -> Page:
    """The page that the question means; without documents it is enough to tell whether an older answer still holds."""
    entries = in_languages(matching(live_entries(), question.filter, now=now), question.languages)
    seen_from = question.seen_from or now
    wanted = ordered(entries, question.keys, seen_from=seen_from)
    if question.after is not None:
        wanted = wanted.filter(after(question.keys, question.after))
    # The keys first: documents that are not on the page would otherwise be carried through the sorting.
    keys = wanted.values("pk")[question.offset : question.offset + question.limit + 1]
    page = ordered(Entry.objects.filter(pk__in=keys), question.keys, seen_from=seen_from)
    found = list(_columns(page, entries, question, documents=documents, now=now))
    rows = [Row(*columns[:4], tuple(columns[4:-5])) for columns in found]  # type: ignore[call-arg]
    *turns, count, sequence, changed_at = found[0][-5:] if found else (None, None, None, 0, None)
    if question.exact and not rows:
        count = entries.count() if question.is_continued else 0
    return Page(
        rows=rows[: question.limit],
        more=len(rows) > question.limit,
        count=count,
        sequence=sequence,
        changed_at=changed_at,
        turned_at=max(filter(None, turns), default=None),
    )


def _columns(
    wanted: QuerySet[Entry], entries: QuerySet[Entry], question: ListQuestion, *, documents: bool, now: dt.datetime
) -> Any:
    """The query: everything that is said about the page is seen at one moment."""
    turns = depends_on_moment(question.keys)
    count = CountOf(entries.order_by().values("pk")) if question.exact else Value(None, output_field=IntegerField())
    return wanted.annotate(
        page_document=F("document") if documents else Value(""),
        page_begun=LastTurn(now, "starts_at") if turns else NOTHING,
        page_over=LastTurn(now, "ends_at") if turns else NOTHING,
        page_count=count,
        page_sequence=OfLastChange("sequence"),
        page_changed_at=OfLastChange("updated_at"),
    ).values_list(
        "id",
        "etag",
        "locale",
        "page_document",
        *(key.column for key in question.keys),
        "page_begun",
        "page_over",
        "page_count",
        "page_sequence",
        "page_changed_at",
    )
