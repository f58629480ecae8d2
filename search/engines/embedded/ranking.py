"""Ranks answers: stems and parts first, then relatives, neighbours, titles, exact spelling."""

from __future__ import annotations

import sqlite3

from search.engines.embedded import matching
from search.engines.embedded.narrowing import Conditions
from search.plan import Plan

DEPTH = 200
WEIGHTS_MAIN = "5, 1, 2, 1, 0, 0, 0, 0"
WEIGHTS_COARSE = "0, 0, 0, 0, 5, 1, 0, 0"
WEIGHTS_SPELT = "0, 0, 0, 0, 0, 0, 0, 1"
WEIGHTS_TEXT = "1, 1, 1, 1, 1, 1, 1, 1"
COARSE, PAIRS, TITLE_WORDS, TITLE_KEY, SPELT = 0.7, 0.2, 0.3, 1.0, 0.05


def ranked(connection: sqlite3.Connection, plan: Plan, conditions: Conditions) -> list[tuple[int, float]]:
    """Rows and scores of the best answers, best first; at most a few hundred."""

    def scores(match: str, weights: str) -> dict[int, float]:
        return _scores(connection, match, weights, conditions) if match else {}

    found = scores(matching.main_match(plan), WEIGHTS_MAIN)
    if any(weight < 1 for _, weight in plan.stems):
        found = {row: score / 2 for row, score in found.items()}
    for row, score in scores(matching.all_coarse_match(plan), WEIGHTS_COARSE).items():
        found[row] = found.get(row, 0.0) + COARSE * score
    for row, score in scores(matching.pairs_match(plan), WEIGHTS_TEXT).items():
        if row in found:
            found[row] += PAIRS * score
    if found:
        _reward(found, scores(matching.title_match(plan), WEIGHTS_TEXT), TITLE_WORDS)
        _reward(found, scores(matching.spelt_match(plan), WEIGHTS_SPELT), SPELT)
        _reward(found, _same_title(connection, plan, conditions), TITLE_KEY)
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))


def _scores(connection: sqlite3.Connection, match: str, weights: str, conditions: Conditions) -> dict[int, float]:
    rows = connection.execute(
        f"SELECT thing.rowid, -bm25(token, {weights}) AS score FROM token JOIN thing ON thing.rowid = token.rowid"
        f" WHERE token MATCH ? AND {conditions.sql} ORDER BY score DESC, thing.rowid LIMIT {DEPTH}",
        (match, *conditions.parameters),
    )
    return {int(row): float(score) for row, score in rows}


def _same_title(connection: sqlite3.Connection, plan: Plan, conditions: Conditions) -> dict[int, float]:
    marks = ", ".join("?" for _ in plan.title_keys)
    rows = connection.execute(
        f"SELECT thing.rowid FROM thing WHERE title_key IN ({marks}) AND {conditions.sql}",
        (*plan.title_keys, *conditions.parameters),
    )
    return {int(row): 1.0 for (row,) in rows}


def _reward(found: dict[int, float], rewarded: dict[int, float], share: float) -> None:
    bonus = share * max(found.values())
    for row in rewarded.keys() & found.keys():
        found[row] += bonus
