"""Answers a plan from one state of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import reduce
from heapq import nsmallest
from itertools import islice
from operator import and_
from uuid import UUID

from search.engines.base import Answer
from search.engines.embedded import matching
from search.engines.embedded.columns import LATER_THAN_ALL, Bits, among, bits, members
from search.engines.embedded.filtering import choices, counts, within
from search.engines.embedded.postings import Reader
from search.engines.embedded.ranking import Matched, best, matched, occasion_rows
from search.plan import Plan
from search.query import SearchQuery, Sort

SHOWN_DATES = """
SELECT thing, COALESCE(MIN(CASE WHEN ends_at > :now THEN starts_at END), MAX(starts_at)) FROM occurrence GROUP BY thing
"""
"""The beginning of each thing's next date, else of its last one: the date that lists show."""


def answered(reader: Reader, plan: Plan, query: SearchQuery) -> Answer:
    """What answers the plan within the query's filter, on the query's page and in its order."""
    matches = matched(reader, plan)
    base = _meant(reader, plan, matches) & within(reader.connection, reader.columns, query)
    chosen = choices(reader.columns, query.filter)
    found = reduce(and_, chosen.values(), base)
    page = _page(reader, plan, query, matches, found)
    return Answer(
        ids=tuple(zip(_identities(reader.connection, list(page)), page.values(), strict=True)),
        total=found.bit_count(),
        facets={name: counts(reader.columns, name, base, chosen) for name in query.facets},
    )


def _meant(reader: Reader, plan: Plan, matches: Matched) -> Bits:
    """All that the text means, whatever the filter: a phrase demands, words beside it only rank."""
    found = matches.rows if plan.ranks and not plan.phrases else reader.columns.everything
    for phrase in plan.phrases:
        found &= reader.rows(matching.phrase_match(phrase))
    for unwanted in (matching.without_match(plan), *map(matching.phrase_match, plan.without_phrases)):
        found &= ~reader.rows(unwanted)
    if plan.without_occasions:
        found &= ~bits(occasion_rows(reader.connection, plan.without_occasions))
    return found


def _page(reader: Reader, plan: Plan, query: SearchQuery, matches: Matched, found: Bits) -> dict[int, float]:
    if query.sort is Sort.RELEVANCE and plan.ranks:
        return best(reader, plan, matches, query, found)
    end = query.offset + query.page_size
    if query.sort is Sort.EVENT_DATE:
        rows = nsmallest(end, members(found), key=_shown_date(reader, query))[query.offset :]
    else:
        # Without words to rank by, the newest come first.
        order = reader.columns.oldest if query.sort is Sort.OLDEST else reader.columns.newest
        rows = list(islice(among(order, found), query.offset, end))
    return dict.fromkeys(rows, 0.0)


def _shown_date(reader: Reader, query: SearchQuery) -> Callable[[int], tuple[float, ...]]:
    starts = dict(reader.connection.execute(SHOWN_DATES, {"now": query.now.timestamp()}))
    return lambda row: (starts.get(row, reader.columns.starts.get(row, LATER_THAN_ALL)), row)


def _identities(connection: sqlite3.Connection, rows: list[int]) -> list[UUID]:
    marks = ", ".join(map(str, rows))
    ids = dict(connection.execute(f"SELECT rowid, id FROM thing WHERE rowid IN ({marks})").fetchall())
    return [UUID(ids[row]) for row in rows]
