"""Answers a plan from one state of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from heapq import nsmallest
from operator import and_
from uuid import UUID

from search.engines.base import Answer
from search.engines.embedded import matching
from search.engines.embedded.columns import Bits, Columns, bits, members
from search.engines.embedded.filtering import choices, counts, within
from search.engines.embedded.ranking import Scores, Timely, aged, matched, matching_rows, occasion_rows, ranked, timed
from search.plan import Plan
from search.query import SearchQuery, Sort

LATER_THAN_ALL = float("inf")
EARLIER_THAN_ALL = -LATER_THAN_ALL
Order = Callable[[int], tuple[float, ...]]
SHOWN_DATES = """
SELECT thing, COALESCE(MIN(CASE WHEN ends_at > :now THEN starts_at END), MAX(starts_at)) FROM occurrence GROUP BY thing
"""
"""The beginning of each thing's next date, else of its last one: the date that lists show."""


def answered(connection: sqlite3.Connection, columns: Columns, plan: Plan, query: SearchQuery) -> Answer:
    """What answers the plan within the query's filter, on the query's page and in its order."""
    scores = matched(connection, plan) if plan.stems else {}
    timely = {bonus: occasion_rows(connection, tokens) for bonus, tokens in plan.bonuses.items()}
    scores = dict.fromkeys((row for rows in timely.values() for row in rows), 0.0) | scores
    base = _meant(connection, columns, plan, scores) & within(connection, columns, query)
    chosen = choices(columns, query.filter)
    found = reduce(and_, chosen.values(), base)
    page = _page(connection, columns, plan, query, found, scores, timely)
    return Answer(
        ids=tuple(zip(_identities(connection, list(page)), page.values(), strict=True)),
        total=found.bit_count(),
        facets={name: counts(columns, name, base, chosen) for name in query.facets},
    )


def _meant(connection: sqlite3.Connection, columns: Columns, plan: Plan, scores: Scores) -> Bits:
    """All that the text means, whatever the filter: a phrase demands, words beside it only rank."""
    found = bits(scores) if plan.ranks and not plan.phrases else columns.everything
    for phrase in plan.phrases:
        found &= bits(matching_rows(connection, matching.phrase_match(phrase)))
    for unwanted in (matching.without_match(plan), *map(matching.phrase_match, plan.without_phrases)):
        found &= ~bits(matching_rows(connection, unwanted))
    if plan.without_occasions:
        found &= ~bits(occasion_rows(connection, plan.without_occasions))
    return found


def _page(
    connection: sqlite3.Connection,
    columns: Columns,
    plan: Plan,
    query: SearchQuery,
    found: Bits,
    scores: Scores,
    timely: Timely,
) -> dict[int, float]:
    if query.sort is not Sort.RELEVANCE or not plan.ranks:
        return dict.fromkeys(_best(query, members(found), _order(connection, columns, query)), 0.0)
    here = scores if found.bit_count() == len(scores) else {row: scores.get(row, 0.0) for row in members(found)}
    here = timed(ranked(connection, plan, here), timely)
    if not plan.is_dated:
        here = aged(here, columns, now=query.now.timestamp(), enough=query.offset + query.page_size)
    return {row: here[row] for row in _best(query, here, lambda row: (-here[row], row))}


def _order(connection: sqlite3.Connection, columns: Columns, query: SearchQuery) -> Order:
    if query.sort is not Sort.EVENT_DATE:
        return ORDERS[query.sort](columns)
    starts = dict(connection.execute(SHOWN_DATES, {"now": query.now.timestamp()}))
    return lambda row: (starts.get(row, columns.starts.get(row, LATER_THAN_ALL)), row)


def _best(query: SearchQuery, rows: Iterable[int], order: Order) -> list[int]:
    return nsmallest(query.offset + query.page_size, rows, key=order)[query.offset :]


def _newest(columns: Columns) -> Order:
    return lambda row: (-columns.dates.get(row, EARLIER_THAN_ALL), row)


def _oldest(columns: Columns) -> Order:
    return lambda row: (columns.dates.get(row, LATER_THAN_ALL), row)


ORDERS: Mapping[Sort, Callable[[Columns], Order]] = {
    Sort.RELEVANCE: _newest,
    Sort.NEWEST: _newest,
    Sort.OLDEST: _oldest,
}
"""Orders by what is no score; without words to rank by, the newest come first. What has no date comes last in each."""


def _identities(connection: sqlite3.Connection, rows: list[int]) -> list[UUID]:
    marks = ", ".join(map(str, rows))
    ids = dict(connection.execute(f"SELECT rowid, id FROM thing WHERE rowid IN ({marks})").fetchall())
    return [UUID(ids[row]) for row in rows]
