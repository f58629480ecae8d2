"""Reads one page of a list or feed from the ledger, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, F, Func, IntegerField, QuerySet, Subquery, UUIDField, Value

from cms.publishing.models import Entry
from cms.publishing.reading.last_change import BEGINNING, OfLastChange
from cms.publishing.reading.order import SortKey, ordered, sorted_parts


class Counted(NamedTuple):
    """How many there were in a state of the ledger, which its last change tells from all others that it had or may have."""

    count: Any
    sequence: Any
    changed: Any
    changed_at: Any


NEVER = Counted(0, -1, UUID(int=0), BEGINNING)
"""What is not counted yet."""


class CountOf(Func):
    """How many rows several queries have together; those that were counted are not counted again before something changes."""

    output_field = IntegerField()

    def __init__(self, queries: Iterable[QuerySet[Entry]], counted: Counted) -> None:
        counts = (Subquery(each.order_by().values("pk"), template=COUNT) for each in queries)
        super().__init__(*counted, *map(OfLastChange, LAST_CHANGE), *counts)

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The number of before, if it still holds."""
        said = [compiler.compile(each) for each in self.source_expressions]
        (count, *before), now, numbers = ([sql for sql, _ in part] for part in (said[:4], said[4:7], said[7:]))
        same = " AND ".join(f"{one} = {other}" for one, other in zip(now, before, strict=True))
        given = [*(each for _, part in (*said[1:7], said[0], *said[7:]) for each in part)]
        return f"CASE WHEN {same} THEN {count} ELSE {' + '.join(numbers)} END", given


class AnyOf(Expression):
    """The keys that one of several queries gives, each in its own order and up to its own limit."""

    def __init__(self, queries: Iterable[QuerySet[Entry]]) -> None:
        self._queries = [
            Subquery(each.values("pk"), template="SELECT * FROM (%(subquery)s) AS part") for each in queries
        ]
        super().__init__(output_field=UUIDField())

    def get_source_expressions(self) -> list[Any]:
        """The queries."""
        return self._queries

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Those in which the names of columns are known."""
        self._queries = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Those of the queries that can give anything, one after the other."""
        parts, parameters = [], list[Any]()
        for query in self._queries:
            with suppress(EmptyResultSet):
                sql, given = compiler.compile(query)
                parts.append(sql)
                parameters += given
        if not parts:
            raise EmptyResultSet
        return f"({' UNION ALL '.join(parts)})", tuple(parameters)


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
    changed: UUID | None
    changed_at: dt.datetime | None
    turned_at: dt.datetime | None


AT_A_TIME = 200
OWN = ("id", "etag", "locale", "sequence", "updated_at", "page_document")
LAST_COLUMNS = ("page_count", "page_sequence", "page_changed", "page_changed_at")
LAST_CHANGE = ("sequence", "id", "updated_at")
COUNT = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"


def read_page(
    entries: QuerySet[Entry],
    keys: Sequence[SortKey],
    *,
    seen_from: dt.datetime,
    limit: int,
    turns: Sequence[Expression | Func] = (),
) -> Page:
    """The first `limit` of the entries in the order of the keys; everything that is said about the page is seen at one moment.

    `turns` say of each entry when the clock changed it.
    """
    return page_of(list(page_rows([entries], keys, seen_from=seen_from, limit=limit, turns=turns)), keys, limit=limit)


def page_rows(
    alternatives: Sequence[QuerySet[Entry]],
    keys: Sequence[SortKey],
    *,
    seen_from: Any,
    limit: int,
    offset: int = 0,
    after: Sequence[Any] | None = None,
    turns: Sequence[Expression | Func] = (),
    counted: Counted | None = None,
    documents: bool = True,
) -> QuerySet[Entry, tuple[Any, ...]]:
    """What the database says of a page, and of one entry more: `OWN`, the keys' values, the turns, `LAST_COLUMNS`.

    Each entry is in one of the alternatives. All are counted, unless the ledger is still as it was `counted`.
    Without documents it is enough to tell whether an older answer still holds.
    """
    last = offset + limit + 1
    parts = (part for each in alternatives for part in sorted_parts(each, keys, seen_from=seen_from, after=after))
    page = ordered(Entry.objects.filter(pk__in=AnyOf(part[:last] for part in parts)), keys, seen_from=seen_from)
    page = page.annotate(
        page_document=F("document") if documents else Value(""),
        **{f"page_turn_{number}": turn for number, turn in enumerate(turns)},
        page_count=CountOf(alternatives, counted) if counted else Value(None, output_field=IntegerField()),
        page_sequence=OfLastChange("sequence"),
        page_changed=OfLastChange("id"),
        page_changed_at=OfLastChange("updated_at"),
    )
    turned = (f"page_turn_{number}" for number in range(len(turns)))
    return page.values_list(*OWN, *(key.column for key in keys), *turned, *LAST_COLUMNS)[offset:last]


def page_of(found: Sequence[tuple[Any, ...]], keys: Sequence[SortKey], *, limit: int) -> Page:
    """The page that these rows make; without any it knows neither count nor last change."""
    end = len(OWN) + len(keys)
    rows = [Row._make((*each[: len(OWN)], each[len(OWN) : end])) for each in found]
    count, sequence, changed, changed_at = found[0][-len(LAST_COLUMNS) :] if found else (None, 0, None, None)
    return Page(
        rows=rows[:limit],
        more=len(rows) > limit,
        count=count,
        sequence=sequence,
        changed=changed,
        changed_at=changed_at,
        turned_at=max(
            (turn for each in found[:limit] for turn in each[end : -len(LAST_COLUMNS)] if turn), default=None
        ),
    )


def every_row(entries: QuerySet[Entry], keys: Sequence[SortKey]) -> Iterator[Row]:
    """All of the entries in the order of the keys, which no clock changes, a few at a time."""
    found = entries.order_by(*(key.ordering() for key in keys)).annotate(page_document=F("document"))
    return (Row(*each) for each in found.values_list(*OWN).iterator(chunk_size=AT_A_TIME))
