"""Reads one page of a list or feed from the ledger, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Expression, F, Func, IntegerField, QuerySet, Subquery, Value

from cms.publishing.models import Entry
from cms.publishing.reading.last_change import OfLastChange
from cms.publishing.reading.order import SortKey, after_values, ordered


class CountOf(Subquery):
    """How many rows a query has, as part of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class Row(NamedTuple):
    """One entry; `document` is empty where only its tag was read, and once it was withdrawn. `values` are those it is ordered by."""

    id: UUID
    etag: str
    locale: str
    sequence: int
    updated_at: dt.datetime
    document: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """The rows of a page, whether more follow, how many there are in all, and the last change of the ledger as they saw it.

    `turned_at` is when the clock changed last what they say or how they are ordered; None if it never did.
    """

    rows: Sequence[Row]
    more: bool
    count: int | None
    sequence: int
    changed_at: dt.datetime | None
    turned_at: dt.datetime | None


AT_A_TIME = 200
OWN = ("id", "etag", "locale", "sequence", "updated_at", "page_document")
LAST_COLUMNS = ("page_count", "page_sequence", "page_changed_at")


def read_page(
    entries: QuerySet[Entry],
    keys: Sequence[SortKey],
    *,
    seen_from: dt.datetime,
    limit: int,
    offset: int = 0,
    after: Sequence[Any] | None = None,
    turns: Sequence[Expression | Func] = (),
    counts: bool = False,
    documents: bool = True,
) -> Page:
    """At most `limit` of the entries in the order of the keys; everything that is said about the page is seen at one moment.

    Without documents it is enough to tell whether an older answer still holds. `turns` say of each entry when the clock changed it.
    """
    found = page_rows(
        entries,
        keys,
        seen_from=seen_from,
        limit=limit,
        offset=offset,
        after=after,
        turns=turns,
        counts=counts,
        documents=documents,
    )
    page = page_of(list(found), keys, limit=limit)
    if counts and not page.rows:
        return replace(page, count=entries.count() if after is not None or offset else 0)
    return page


def page_rows(
    entries: QuerySet[Entry],
    keys: Sequence[SortKey],
    *,
    seen_from: Any,
    limit: int,
    offset: int = 0,
    after: Sequence[Any] | None = None,
    turns: Sequence[Expression | Func] = (),
    counts: bool = False,
    documents: bool = True,
) -> QuerySet[Entry, tuple[Any, ...]]:
    """What the database says of a page, and of one entry more: `OWN`, the keys' values, the turns, `LAST_COLUMNS`."""
    wanted = ordered(entries, keys, seen_from=seen_from)
    if after is not None:
        wanted = wanted.filter(after_values(keys, after))
    # The keys first: documents that are not on the page would otherwise be carried through the sorting.
    on_page = wanted.values("pk")[offset : offset + limit + 1]
    page = ordered(Entry.objects.filter(pk__in=on_page), keys, seen_from=seen_from).annotate(
        page_document=F("document") if documents else Value(""),
        **{f"page_turn_{number}": turn for number, turn in enumerate(turns)},
        page_count=CountOf(entries.order_by().values("pk")) if counts else Value(None, output_field=IntegerField()),
        page_sequence=OfLastChange("sequence"),
        page_changed_at=OfLastChange("updated_at"),
    )
    turned = (f"page_turn_{number}" for number in range(len(turns)))
    return page.values_list(*OWN, *(key.column for key in keys), *turned, *LAST_COLUMNS)


def page_of(found: Sequence[tuple[Any, ...]], keys: Sequence[SortKey], *, limit: int) -> Page:
    """The page that these rows make; without any it knows neither count nor last change."""
    end = len(OWN) + len(keys)
    rows = [Row._make((*each[: len(OWN)], each[len(OWN) : end])) for each in found]
    count, sequence, changed_at = found[0][-3:] if found else (None, 0, None)
    return Page(
        rows=rows[:limit],
        more=len(rows) > limit,
        count=count,
        sequence=sequence,
        changed_at=changed_at,
        turned_at=max((turn for each in found[:limit] for turn in each[end:-3] if turn), default=None),
    )


def every_row(entries: QuerySet[Entry], keys: Sequence[SortKey]) -> Iterator[Row]:
    """All of the entries in the order of the keys, which no clock changes, a few at a time."""
    found = entries.order_by(*(key.ordering() for key in keys)).annotate(page_document=F("document"))
    return (Row(*each) for each in found.values_list(*OWN).iterator(chunk_size=AT_A_TIME))
