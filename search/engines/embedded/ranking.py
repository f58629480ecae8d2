"""Ranks answers: stems and parts first, then relatives, neighbours, titles, exact spelling."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest

from search.engines.embedded import matching
from search.engines.embedded.columns import Columns
from search.occasions import Bonus
from search.plan import Plan
from search.recency import GAIN, freshness

WEIGHTS_MAIN = "5, 1, 2, 1, 0, 0, 0, 0, 3"
WEIGHTS_PREFIXES = "0, 0, 0, 0, 5, 1, 0, 0, 0"
WEIGHTS_TEXT = "1, 1, 1, 1, 1, 1, 1, 1, 1"
PREFIXES, PAIRS, TITLE_WORDS, TITLE_KEY, SPELT = 0.7, 0.2, 0.3, 1.0, 0.05

Scores = dict[int, float]
Timely = Mapping[Bonus, set[int]]
"""The things that took place when the question says, by what that is worth."""


def matched(connection: sqlite3.Connection, plan: Plan) -> Scores:
    """All that the plan's words, parts and long relatives find, with their scores for these."""
    found = dict(_scored(connection, matching.main_match(plan), WEIGHTS_MAIN))
    if any(weight < 1 for _, weight in plan.stems):
        found = {row: score / 2 for row, score in found.items()}
    for row, score in _scored(connection, matching.prefixes_match(plan), WEIGHTS_PREFIXES):
        found[row] = found.get(row, 0.0) + PREFIXES * score
    return found


def ranked(connection: sqlite3.Connection, plan: Plan, found: Mapping[int, float]) -> Scores:
    """The found things with all else that speaks for them."""
    scores = dict(found)
    best = max(scores.values(), default=0.0)
    _add(scores, _scored(connection, matching.short_prefixes_match(plan), WEIGHTS_PREFIXES), PREFIXES)
    _add(scores, _scored(connection, matching.pairs_match(plan), WEIGHTS_TEXT), PAIRS)
    for rows, share in (
        (matching_rows(connection, matching.title_match(plan)), TITLE_WORDS),
        (matching_rows(connection, matching.spelt_match(plan)), SPELT),
        (_same_title(connection, plan), TITLE_KEY),
    ):
        _add(scores, ((row, best) for row in rows), share)
    return scores


def timed(scores: Mapping[int, float], timely: Timely) -> Scores:
    """The scores with what is added for things that took place when the question says."""
    found = dict(scores)
    factors: dict[int, float] = {}
    for bonus, rows in timely.items():
        for row in rows & scores.keys():
            found[row] += bonus.base
            factors[row] = max(bonus.factor, factors.get(row, 1.0))
    return {row: score * factors.get(row, 1.0) for row, score in found.items()}


def aged(scores: Mapping[int, float], columns: Columns, *, now: float, enough: int) -> Scores:
    """The best scores, with a gentle preference for what is near in time; more than `enough` of them, as no other can overtake."""
    last = min(nlargest(enough, scores.values()), default=0.0)
    near = {row: score for row, score in scores.items() if score * (1 + GAIN) >= last}
    dates = columns.ageing
    return {row: score * freshness(dates[row] - now) if row in dates else score for row, score in near.items()}


def matching_rows(connection: sqlite3.Connection, match: str) -> list[int]:
    """All that matches, in no order."""
    if not match:
        return []
    return [row for (row,) in connection.execute("SELECT rowid FROM token WHERE token MATCH ?", (match,))]


def occasion_rows(connection: sqlite3.Connection, tokens: Sequence[str]) -> set[int]:
    """All that took place at one of these occasions."""
    marks = ", ".join("?" for _ in tokens)
    return {row for (row,) in connection.execute(f"SELECT thing FROM occasion WHERE token IN ({marks})", tokens)}


def _scored(connection: sqlite3.Connection, match: str, weights: str) -> list[tuple[int, float]]:
    if not match:
        return []
    return connection.execute(
        f"SELECT rowid, -bm25(token, {weights}) FROM token WHERE token MATCH ?", (match,)
    ).fetchall()


def _add(scores: Scores, more: Iterable[tuple[int, float]], share: float) -> None:
    for row, score in more:
        if row in scores:
            scores[row] += share * score


def _same_title(connection: sqlite3.Connection, plan: Plan) -> list[int]:
    marks = ", ".join("?" for _ in plan.title_keys)
    rows = connection.execute(f"SELECT rowid FROM thing WHERE title_key IN ({marks})", plan.title_keys)
    return [row for (row,) in rows]
