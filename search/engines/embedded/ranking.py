"""Ranks answers: stems and parts first, then relatives, neighbours, titles, exact spelling."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from heapq import nlargest, nsmallest
from operator import or_

from search.analysis.prefixes import prefix
from search.engines.embedded import matching
from search.engines.embedded.columns import EARLIER_THAN_ALL, Bits, Columns, among, bits, members
from search.engines.embedded.postings import Match, Postings, Reader
from search.occasions import Bonus
from search.plan import Plan
from search.query import SearchQuery
from search.recency import GAIN, freshness

WEIGHTS_MAIN = "5, 1, 2, 1, 0, 0, 0, 0, 3"
WEIGHTS_PREFIXES = "0, 0, 0, 0, 5, 1, 0, 0, 0"
WEIGHTS_TEXT = "1, 1, 1, 1, 1, 1, 1, 1, 1"
PREFIXES, PAIRS, TITLE_WORDS, TITLE_KEY, SPELT = 0.7, 0.2, 0.3, 1.0, 0.05
LIGHT = 0.5
"""The share of a word that counts less than others."""

Scores = dict[int, float]
Timely = Mapping[Bonus, set[int]]
"""The things that took place when the question says, by what that is worth."""


@dataclass(frozen=True)
class Matched:
    """What a plan finds: by its words, their parts and relatives of the long ones, and by occasions."""

    words: Sequence[Postings]
    timely: Timely

    @cached_property
    def rows(self) -> Bits:
        """All of it."""
        return _any(self.words) | self.timely_rows

    @cached_property
    def timely_rows(self) -> Bits:
        """What took place when the question says."""
        return reduce(or_, map(bits, self.timely.values()), 0)

    def scores(self, rows: Bits) -> Scores:
        """What the words are worth for each of the rows."""
        found: Scores = {}
        for postings in self.words:
            if not found:
                found = dict(postings)
                continue
            for row, score in postings:
                found[row] = found.get(row, 0.0) + score
        known = _any(self.words)
        for row in members(known & ~rows):
            del found[row]
        return found | dict.fromkeys(members(rows & ~known), 0.0)

    def foremost(self, rows: Bits, *, enough: int, kept: Bits) -> Scores:
        """What the words are worth for the rows to keep, and for all that may come among the first `enough`; for all where it is not known.

        Of a single word it is known in which order its things come, so that most of them need not be looked at. Where more than a quarter
        has to be, all of them together are sooner read.
        """
        few = rows.bit_count() // 4
        if len(self.words) != 1 or rows & ~(self.words[0].bits | kept) or (rows & kept).bit_count() > few:
            return self.scores(rows)
        (word,) = self.words
        first: Scores = {}
        least = EARLIER_THAN_ALL
        for row in among(word.best_first, rows):
            score = word.score(row)
            if score < least:
                break
            if len(first) == few:
                return self.scores(rows)
            first[row] = score
            if len(first) == enough:
                least = _least(score, highest=next(iter(first.values())))
        return first | {row: word.score(row) for row in members(rows & kept)}


def _least(last: float, *, highest: float) -> float:
    """What a thing is worth at least that may yet come before the last of the first ones."""
    return last / (1 + GAIN) - SPELT * highest


def matched(reader: Reader, plan: Plan) -> Matched:
    """What the plan finds. A word and its relatives are read together, since most things have both."""
    relatives = {each: _relative(each) for each in plan.prefixes}
    shares = {stem: 1.0 if weight == 1 else LIGHT for stem, weight in plan.stems} | dict.fromkeys(plan.parts, 1.0)
    matches = []
    for word, share in shares.items():
        own = Match(matching.word_match(word), WEIGHTS_MAIN, share)
        relative = relatives.pop(prefix(word), None)
        matches.append((own, relative) if relative else (own,))
    matches += [(relative,) for relative in relatives.values()]
    return Matched(
        [reader.scored(*each) for each in matches],
        {bonus: occasion_rows(reader.connection, tokens) for bonus, tokens in plan.bonuses.items()},
    )


@dataclass(frozen=True)
class Rewards:
    """All else that speaks for things: relatives of short words, neighbours, words in the title, the very title, exact spelling."""

    short: Sequence[Postings]
    pairs: Postings
    title: Bits
    same: Bits
    spelt: Bits

    @property
    def rows(self) -> Bits:
        """The things for which much is added."""
        return self.title | self.same | self.pairs.bits

    def added(self, scores: Scores, *, enough: int, kept: Bits = 0) -> Scores:
        """The best scores with what these add: those of the things to keep, and more than `enough`, as no other can overtake."""
        highest = max(scores.values(), default=0.0)
        found = dict(scores)
        for postings in self.short:
            _add(found, postings)
        last = min(nlargest(enough, found.values()), default=0.0)
        least = _least(last, highest=highest)
        likely = {row: score for row, score in found.items() if score >= least}
        likely |= {row: found[row] for row in members(kept | self.rows) if row in found}
        _add(likely, self.pairs)
        for rows, share in ((self.title, TITLE_WORDS), (self.spelt, SPELT), (self.same, TITLE_KEY)):
            for row in list(among(likely, rows)):
                likely[row] += share * highest
        return likely


def rewards(reader: Reader, plan: Plan) -> Rewards:
    """What the plan rewards."""
    return Rewards(
        short=[reader.scored(_relative(each)) for each in plan.short_prefixes],
        pairs=reader.scored(Match(matching.pairs_match(plan), WEIGHTS_TEXT, PAIRS)),
        title=reader.rows(matching.title_match(plan)),
        same=bits(_same_title(reader.connection, plan)),
        spelt=reader.rows(*map(matching.spelt_match, plan.spelt)),
    )


def best(reader: Reader, plan: Plan, found: Matched, query: SearchQuery, rows: Bits) -> Scores:
    """Those of the rows that stand on the query's page, the best first."""
    enough = query.offset + query.page_size
    earned, timely = rewards(reader, plan), found.timely_rows
    scores = found.scores(rows) if earned.short else found.foremost(rows, enough=enough, kept=timely | earned.rows)
    scores = earned.added(scores, enough=enough, kept=timely)
    scores = timed(scores, found.timely)
    if not plan.is_dated:
        scores = aged(scores, reader.columns, now=query.now.timestamp(), enough=enough)
    first = nsmallest(enough, scores, key=lambda row: (-scores[row], row))
    return {row: scores[row] for row in first[query.offset :]}


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


def occasion_rows(connection: sqlite3.Connection, tokens: Sequence[str]) -> set[int]:
    """All that took place at one of these occasions."""
    marks = ", ".join("?" for _ in tokens)
    return {row for (row,) in connection.execute(f"SELECT thing FROM occasion WHERE token IN ({marks})", tokens)}


def _relative(each: str) -> Match:
    return Match(matching.relative_match(each), WEIGHTS_PREFIXES, PREFIXES)


def _any(found: Iterable[Postings]) -> Bits:
    return reduce(or_, (postings.bits for postings in found), 0)


def _add(scores: Scores, more: Postings) -> None:
    for row, score in more:
        if row in scores:
            scores[row] += score


def _same_title(connection: sqlite3.Connection, plan: Plan) -> list[int]:
    marks = ", ".join("?" for _ in plan.title_keys)
    rows = connection.execute(f"SELECT rowid FROM thing WHERE title_key IN ({marks})", plan.title_keys)
    return [row for (row,) in rows]
