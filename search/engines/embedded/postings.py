"""What matches find in the index, and how well each thing answers to them: remembered while nothing is written.

Scores of single tokens add up, so that a question is told from what others have asked: only tokens that are new are looked for.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from cms.publishing.reading.memory import MEGABYTE, Memory
from search.engines.embedded.columns import Bits, Columns, bits


class Match(NamedTuple):
    """What is looked for, what it counts in each column, and the share of its scores that counts."""

    text: str
    weights: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class Postings:
    """The things that are found, by number, and their scores."""

    rows: Sequence[int]
    scores: Sequence[float]

    @cached_property
    def best_first(self) -> Sequence[int]:
        """The things in the order of their scores."""
        order = sorted(range(len(self.rows)), key=self.scores.__getitem__, reverse=True)
        return array("I", [self.rows[at] for at in order])

    def score(self, row: int) -> float:
        """What the thing is worth; nothing if it is not found."""
        at = bisect_left(self.rows, row)
        return self.scores[at] if at < len(self.rows) and self.rows[at] == row else 0.0

    @cached_property
    def bits(self) -> Bits:
        """The things as a set."""
        return bits(self.rows)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self.rows, self.scores, strict=True)


def room() -> Memory[Any, Postings]:
    """Where postings are remembered, by the state of the index and what they answer to; a thing takes sixteen bytes in each."""
    return Memory(most=32 * MEGABYTE, size=lambda found: 16 * len(found.rows) + 1_000)


@dataclass(frozen=True)
class Reader:
    """Reads one state of the index."""

    connection: sqlite3.Connection
    columns: Columns
    memory: Memory[Any, Postings]

    def scored(self, *matches: Match) -> Postings:
        """What any of the matches finds, with the sum of the scores."""
        key = (self.columns.build, self.columns.touched, matches)
        return self.memory.get(key, lambda: self._read(matches))

    def rows(self, *texts: str) -> Bits:
        """What any of these matches finds."""
        return reduce(or_, (self.scored(Match(text)).bits for text in texts), 0)

    def _read(self, matches: Sequence[Match]) -> Postings:
        found: dict[int, float] = {}
        for text, weights, share in matches:
            score = f"-bm25(token, {weights}) * {share}" if weights else "0.0"
            statement = f"SELECT rowid, {score} FROM token WHERE token MATCH ?"
            for row, value in self.connection.execute(statement, (text,)) if text else ():
                found[row] = found.get(row, 0.0) + value
        rows = sorted(found)
        return Postings(array("I", rows), array("d", [found[row] for row in rows]))
