"""What filters and counts need, in memory: for each value the set of its things, as the bits of a whole number."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.engines.embedded.store import kept

Bits = int
"""A set of row numbers."""
Rows = Sequence[Sequence[Any]]
LATER_THAN_ALL = float("inf")
EARLIER_THAN_ALL = -LATER_THAN_ALL
ONE = ord("1")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What is indexed, at one state of the index that `build` and `touched` name."""

    build: str = ""
    touched: int = 0
    everything: Bits = 0
    facets: Mapping[str, Mapping[str, Bits]] = field(default_factory=dict)
    locales: Mapping[str, Bits] = field(default_factory=dict)
    dates: Mapping[int, float] = field(default_factory=dict)
    starts: Mapping[int, float] = field(default_factory=dict)
    ageing: Mapping[int, float] = field(default_factory=dict)

    @cached_property
    def newest(self) -> list[int]:
        """All things, the newest first and what has no date last."""
        return sorted(members(self.everything), key=lambda row: (-self.dates.get(row, EARLIER_THAN_ALL), row))

    @cached_property
    def oldest(self) -> list[int]:
        """All things, the oldest first and what has no date last."""
        return sorted(members(self.everything), key=lambda row: (self.dates.get(row, LATER_THAN_ALL), row))


def bits(rows: Iterable[int]) -> Bits:
    """The set of the numbers."""
    numbers = list(rows)
    digits = bytearray(b"0") * (max(numbers, default=0) + 1)
    for row in numbers:
        digits[row] = ONE
    digits.reverse()
    return int(digits, 2)


def among(numbers: Iterable[int], found: Bits) -> Iterator[int]:
    """Those of the numbers that are in the set, in their order."""
    data = found.to_bytes(found.bit_length() // 8 + 1, "little")
    return (row for row in numbers if (at := row >> 3) < len(data) and data[at] >> (row & 7) & 1)


def members(found: Bits) -> list[int]:
    """The numbers in the set, ascending."""
    data = found.to_bytes((found.bit_length() + 7) // 8, "little")
    return [at * 8 + bit for at, byte in enumerate(data) if byte for bit in _ONES[byte]]


_ONES = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def refreshed(columns: Columns, connection: sqlite3.Connection) -> Columns:
    """The columns at the present state of the index; reads only what was touched since."""
    build, touched = kept(connection, "build"), int(kept(connection, "touched"))
    if (build, touched) == (columns.build, columns.touched):
        return columns
    before = columns if build == columns.build else Columns()
    rows = connection.execute(
        "SELECT rowid, deleted, locale, date, starts_at, ages FROM thing WHERE touched > ?", (before.touched,)
    ).fetchall()
    live = [row for row in rows if not row[1]]
    gone = ~bits(row[0] for row in rows)
    return Columns(
        build=build,
        touched=touched,
        everything=before.everything & gone | bits(row[0] for row in live),
        facets=_facets(before, connection, gone),
        locales=_merged(before.locales, gone, ((row[2], row[0]) for row in live)),
        dates=_replaced(before.dates, rows, {row[0]: row[3] for row in live}),
        starts=_replaced(before.starts, rows, {row[0]: row[4] for row in live}),
        ageing=_replaced(before.ageing, rows, {row[0]: row[3] for row in live if row[5]}),
    )


def _facets(before: Columns, connection: sqlite3.Connection, gone: Bits) -> dict[str, Mapping[str, Bits]]:
    new: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, value, row in connection.execute(
        "SELECT name, value, thing FROM thing JOIN facet ON facet.thing = thing.rowid WHERE touched > ?",
        (before.touched,),
    ):
        new[name].append((value, row))
    return {name: _merged(before.facets.get(name, {}), gone, new.get(name, ())) for name in {*before.facets, *new}}


def _merged(before: Mapping[str, Bits], gone: Bits, pairs: Iterable[tuple[str, int]]) -> dict[str, Bits]:
    new: dict[str, list[int]] = defaultdict(list)
    for value, row in pairs:
        new[value].append(row)
    merged = {value: before.get(value, 0) & gone | bits(new.get(value, ())) for value in {*before, *new}}
    return {value: found for value, found in merged.items() if found}


def _replaced(before: Mapping[int, float], touched: Rows, values: Mapping[int, float | None]) -> dict[int, float]:
    kept_values = dict(before)
    for row in touched:
        kept_values.pop(row[0], None)
    kept_values.update((row, value) for row, value in values.items() if value is not None)
    return kept_values
