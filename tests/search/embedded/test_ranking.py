"""Answers are better by what speaks for them, and by how much is said in one place."""

from __future__ import annotations

import random
from array import array

import pytest

from search.engines.embedded import ranking
from search.engines.embedded.columns import Columns, bits
from search.engines.embedded.postings import Postings
from search.engines.embedded.ranking import Matched, Rewards
from search.occasions import Bonus
from search.plan import Plan
from search.recency import DAY, GAIN, HALF_LIFE_DAYS
from tests.search.embedded.conftest import Index

WORD = (("rat", 1.0),)


def scores_of(index: Index, plan: Plan) -> dict[int, float]:
    """What the plan finds, with the scores."""
    found = ranking.matched(index.reader(), plan)
    return found.scores(found.rows)


def added(index: Index, plan: Plan, scores: dict[int, float]) -> dict[int, float]:
    """The scores of all these things with what the plan rewards."""
    return ranking.rewards(index.reader(), plan).added(scores, enough=len(scores))


@pytest.fixture
def rows(index: Index) -> Index:
    """Texts of the same length, so that only the place of the word differs; the last one lacks it."""
    for row, name in enumerate(("title", "body", "title_parts", "body_parts", "series"), start=1):
        index.tokens(row, **{name: "rat"})
        index.thing(row, title_key=name)
    for row in range(6, 12):
        index.tokens(row, body="haus")
    return index


def test_the_title_counts_most_and_the_text_least(rows: Index) -> None:
    scores = scores_of(rows, Plan(stems=WORD))
    title, body, title_part, body_part, series = (scores[row] for row in range(1, 6))
    assert title > series > title_part > body > 0
    assert body == pytest.approx(body_part)


def test_what_only_prefixes_find_counts_less(rows: Index) -> None:
    rows.tokens(12, body_prefixes="rat")
    rows.tokens(13, title_prefixes="rat")
    rows.tokens(14, body="rat", body_prefixes="rat")
    plain = scores_of(rows, Plan(stems=WORD))
    scores = scores_of(rows, Plan(stems=WORD, prefixes=("rat",)))
    assert 0 < scores[12] < scores[13]
    assert scores[14] == pytest.approx(plain[14] + scores[12], rel=0.5)
    assert {12, 13} & plain.keys() == set()


def test_a_word_that_counts_less_is_worth_half(rows: Index) -> None:
    rows.tokens(12, body="rat sitzt")
    weighed = scores_of(rows, Plan(stems=(("rat", 1.0), ("sitzt", 0.6))))
    alike = scores_of(rows, Plan(stems=(("rat", 1.0), ("sitzt", 1.0))))
    alone = scores_of(rows, Plan(stems=(("sitzt", 1.0),)))
    assert weighed[2] == pytest.approx(alike[2])
    assert weighed[12] == pytest.approx(alike[12] - alone[12] / 2)


@pytest.mark.parametrize(
    ("field", "words", "plan", "share"),
    [
        ("title", "rat stadt", Plan(stems=(("rat", 1.0), ("stadt", 1.0))), ranking.TITLE_WORDS),
        ("spelt", "Rats", Plan(spelt=("Rats", "Stadt")), ranking.SPELT),
    ],
)
def test_a_share_of_the_best_is_added(index: Index, field: str, words: str, plan: Plan, share: float) -> None:
    index.tokens(1, **{field: words})
    index.tokens(2, body="haus")
    assert added(index, plan, {1: 1.0, 2: 4.0}) == {1: pytest.approx(1.0 + 4.0 * share), 2: 4.0}


def test_the_very_title_is_worth_as_much_as_the_best(rows: Index) -> None:
    plan = Plan(title_keys=("nichts", "series"))
    assert added(rows, plan, {2: 3.0, 5: 1.0}) == {2: 3.0, 5: 1.0 + 3.0 * ranking.TITLE_KEY}


def test_what_only_ranks_finds_nothing(index: Index) -> None:
    """Each adds its share to what was found, and nothing beside it."""
    index.tokens(1, body="rat stadt", body_prefixes="rat")
    index.tokens(2, body="stadt rat", body_prefixes="rat")
    for row in range(3, 9):
        index.tokens(row, body="haus")
    found = {1: 1.0}
    with_prefix = added(index, Plan(short_prefixes=("rat",)), found)
    with_pair = added(index, Plan(pairs=(("rat", "stadt"),)), found)
    assert with_prefix.keys() == with_pair.keys() == {1}
    assert 1.0 < with_pair[1] < with_prefix[1]
    assert found == {1: 1.0}
    assert added(index, Plan(), {}) == {}


def test_a_thing_is_worth_what_each_of_its_words_is_worth(rows: Index) -> None:
    rows.tokens(12, body="rat sitzt", body_prefixes="rat")
    rows.tokens(13, title="sitzt", body_parts="halle")
    words = [Plan(stems=WORD), Plan(stems=(("sitzt", 1.0),)), Plan(parts=("halle",)), Plan(prefixes=("rat",))]
    alone = [scores_of(rows, each) for each in words]
    together = Plan(stems=(*WORD, ("sitzt", 1.0)), parts=("halle",), prefixes=("rat",))
    found = ranking.matched(rows.reader(), together)
    sums = {row: sum(each.get(row, 0.0) for each in alone) for row in (2, 12, 13)}
    assert found.scores(bits([2, 12, 13])) == pytest.approx(sums)
    assert found.scores(bits([6, 12])) == {6: 0.0, 12: pytest.approx(sums[12])}


def test_what_cannot_come_among_the_best_gets_no_rewards(index: Index) -> None:
    index.tokens(1, spelt="rats")
    index.tokens(4, title="rat")
    index.tokens(5, body="haus")
    scores = {1: 3.0, 2: 3.01, 3: 2.5, 4: 0.5, 5: 0.1}
    more = ranking.rewards(index.reader(), Plan(stems=WORD, spelt=("rats",)))
    best = {1: pytest.approx(3.0 + 3.01 * ranking.SPELT), 2: 3.01, 4: pytest.approx(0.5 + 3.01 * ranking.TITLE_WORDS)}
    assert more.added(scores, enough=1) == best
    assert more.added(scores, enough=1, kept=bits([5, 9])) == best | {5: 0.1}
    assert set(more.added(scores, enough=3)) == {1, 2, 3, 4}


def test_the_time_that_is_asked_for_adds_once_and_multiplies_by_the_most() -> None:
    day, month = Bonus(base=2.0, factor=3.0), Bonus(base=1.0, factor=1.5)
    timely = {day: {1, 9}, month: {1, 2}}
    assert ranking.timed({1: 1.0, 2: 1.0, 3: 1.0}, timely) == {1: (1.0 + 2.0 + 1.0) * 3.0, 2: 2.0 * 1.5, 3: 1.0}


def test_what_is_near_in_time_gains_a_little() -> None:
    now = 1_780_000_000.0
    columns = Columns(ageing={1: now, 2: now - HALF_LIFE_DAYS * DAY, 3: now + HALF_LIFE_DAYS * DAY})
    scores = ranking.aged(dict.fromkeys((1, 2, 3, 4), 1.0), columns, now=now, enough=4)
    half = pytest.approx(1 + GAIN / 2)
    assert scores == {1: pytest.approx(1 + GAIN), 2: half, 3: half, 4: 1.0}


def test_what_cannot_overtake_any_more_is_left_out() -> None:
    below = 1 / (1 + GAIN)
    scores = {1: 1.0, 2: 0.99, 3: below, 4: below * 0.999}
    assert set(ranking.aged(scores, Columns(), now=0.0, enough=1)) == {1, 2, 3}
    assert set(ranking.aged(scores, Columns(), now=0.0, enough=4)) == {1, 2, 3, 4}
    assert ranking.aged({}, Columns(), now=0.0, enough=10) == {}


def test_occasions_find_whatever_took_place_at_one_of_them(index: Index) -> None:
    index.connection.executemany(
        "INSERT INTO occasion VALUES (?, ?)", [("2018", 1), ("2018-05", 1), ("2019", 2), ("2020", 3)]
    )
    assert ranking.occasion_rows(index.connection, ["2018", "2019"]) == {1, 2}
    assert ranking.occasion_rows(index.connection, []) == set()


@pytest.mark.parametrize("seed", range(20))
def test_of_a_single_word_the_same_things_stand_first_though_most_are_not_looked_at(seed: int) -> None:
    chance = random.Random(seed)
    every = range(1, 3_001)
    rows = sorted(chance.sample(every, 2_000))
    word = Postings(array("I", rows), array("d", [chance.choice((0.5, chance.random() ** 3 * 9)) for _ in rows]))
    some, title, spelt, timely = (bits(chance.sample(rows, number)) for number in (1_500, 30, 700, 5))
    found = Matched([word], {})
    rewards = Rewards(short=(), pairs=Postings((), ()), title=title, same=bits(rows[:1]), spelt=spelt)
    few = found.foremost(some, enough=10, kept=timely | rewards.rows)
    assert len(few) < 1_200
    expected = rewards.added(found.scores(some), enough=10, kept=timely)
    assert rewards.added(few, enough=10, kept=timely) == expected
    # What the word does not find at all, as beside a phrase, may be wanted too.
    assert found.foremost(bits(every), enough=10, kept=0) == found.scores(bits(every))
