"""Which things a filter means, and how many each value of a facet would leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import reduce
from operator import and_, or_

from cms.publishing.reading.filters import Filter, Phase
from search.engines.base import FACET_LIMIT
from search.engines.embedded.columns import Bits, Columns, bits
from search.engines.embedded.writing import moment
from search.query import SearchQuery

OCCURRENCE = "EXISTS (SELECT 1 FROM occurrence AS each WHERE each.thing = thing.rowid AND {})"
RUNNING = OCCURRENCE.format("each.can_run AND each.starts_at <= :now AND each.ends_at > :now")
PHASES = {
    Phase.UPCOMING: f"(ends_at > :now AND NOT {RUNNING})",
    Phase.RUNNING: RUNNING,
    Phase.PAST: "ends_at <= :now",
}


def choices(columns: Columns, wanted: Filter) -> dict[str, Bits]:
    """For each facet that the filter uses, the things that it leaves."""
    groups = {**wanted.facets, **({"type": (wanted.types,)} if wanted.types else {})}
    return {
        name: reduce(and_, (_any(columns.facets.get(name, {}), values) for values in alternatives), columns.everything)
        for name, alternatives in groups.items()
    }


def _any(column: Mapping[str, Bits], values: tuple[str, ...]) -> Bits:
    return reduce(or_, (column.get(value, 0) for value in values), 0)


def within(connection: sqlite3.Connection, columns: Columns, query: SearchQuery) -> Bits:
    """The things in the filter's language, phases and spans: what no facet's count may leave out of account."""
    found = columns.everything
    if query.filter.locale is not None:
        found &= _any(columns.locales, (query.filter.locale, ""))
    conditions, values = _times(query)
    if conditions:
        statement = f"SELECT rowid FROM thing WHERE deleted = 0 AND {' AND '.join(conditions)}"
        found &= bits(row for (row,) in connection.execute(statement, values))
    return found


def _times(query: SearchQuery) -> tuple[list[str], dict[str, float | None]]:
    wanted = query.filter
    bounds = {
        "starts_gte": ("each.ends_at > :starts_gte", wanted.start.gte),
        "starts_lt": ("each.starts_at < :starts_lt", wanted.start.lt),
        "updated_gte": ("updated_at >= :updated_gte", wanted.updated.gte),
        "updated_lt": ("updated_at < :updated_lt", wanted.updated.lt),
    }
    given = {name: bound for name, bound in bounds.items() if bound[1] is not None}
    conditions = [condition for condition, _ in given.values() if not condition.startswith("each.")]
    # Both ends of a span are asked of the same date.
    if of_dates := [condition for condition, _ in given.values() if condition.startswith("each.")]:
        conditions.append(OCCURRENCE.format(" AND ".join(of_dates)))
    if wanted.when:
        conditions.append(f"({' OR '.join(PHASES[phase] for phase in wanted.when)})")
    return conditions, {name: moment(value) for name, (_, value) in given.items()} | {"now": moment(query.now)}


def counts(columns: Columns, name: str, base: Bits, chosen: Mapping[str, Bits]) -> dict[str, int]:
    """The counts of a facet's most frequent values; its own choice does not shrink them."""
    others = reduce(and_, (left for other, left in chosen.items() if other != name), base)
    numbers = {value: (found & others).bit_count() for value, found in columns.facets.get(name, {}).items()}
    best = sorted((-number, value) for value, number in numbers.items() if number)
    return {value: -number for number, value in best[:FACET_LIMIT]}
