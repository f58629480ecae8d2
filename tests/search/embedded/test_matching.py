"""What the embedded engine asks its file finds just what is meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

import pytest

from search.engines.embedded import matching, ranking
from search.engines.embedded.columns import Bits, members
from search.engines.embedded.postings import Reader
from search.plan import Plan
from tests.search.embedded.conftest import Index


@pytest.fixture
def rows(index: Index) -> Index:
    """Each row has one word in one field; the last ones have several."""
    fields = ("title", "body", "title_parts", "body_parts", "series", "title_prefixes", "body_prefixes", "spelt")
    for row, name in enumerate(fields, start=1):
        index.tokens(row, **{name: "rat"})
    index.tokens(9, title="rat stadt", body="stadt a b c rat und a b c d e f haus", folded="der rat der stadt")
    index.tokens(10, title="stadt", body="rat a b c d e stadt", folded="die stadt der rat")
    return index


QUESTIONS: dict[str, Callable[[Reader, Plan], Bits]] = {
    "words": lambda reader, plan: ranking.matched(reader, plan).rows,
    "short": lambda reader, plan: reduce(or_, (each.bits for each in ranking.rewards(reader, plan).short), 0),
    "spelt": lambda reader, plan: ranking.rewards(reader, plan).spelt,
    "pairs": lambda reader, plan: ranking.rewards(reader, plan).pairs.bits,
    "title": lambda reader, plan: ranking.rewards(reader, plan).title,
    "without": lambda reader, plan: reader.rows(matching.without_match(plan)),
}
CASES = [
    ("words", {"stems": (("rat", 1.0),)}, [1, 2, 3, 4, 5, 9, 10]),
    ("words", {"stems": (("haus", 1.0), ("stadt", 1.0))}, [9, 10]),
    ("words", {"stems": (("nichts", 0.6),), "parts": ("rat",)}, [1, 2, 3, 4, 5, 9, 10]),
    ("words", {"prefixes": ("nichts", "rat")}, [6, 7]),
    ("words", {"stems": (("haus", 1.0),), "prefixes": ("haus", "rat")}, [6, 7, 9]),
    ("short", {"short_prefixes": ("nichts", "rat")}, [6, 7]),
    ("spelt", {"spelt": ("nichts", "rat")}, [8]),
    ("pairs", {"pairs": (("stadt", "rat"),)}, [9]),
    ("pairs", {"pairs": (("stadt", "haus"), ("rat", "stadt"))}, [9]),
    ("pairs", {"pairs": (("rat", "haus"), ("stadt", "rat"))}, [9]),
    ("pairs", {"pairs": (("rat", "haus"),)}, []),
    ("title", {"stems": (("rat", 1.0), ("stadt", 0.6))}, [9]),
    ("title", {"stems": (("stadt", 1.0),)}, [9, 10]),
    ("without", {"without": ("haus", "nichts")}, [9]),
    ("without", {"without": ("rat",)}, [1, 2, 3, 4, 5, 9, 10]),
]


@pytest.mark.parametrize(("question", "asked", "found"), CASES)
def test_each_question_finds_its_rows(rows: Index, question: str, asked: dict[str, Any], found: list[int]) -> None:
    assert members(QUESTIONS[question](rows.reader(), Plan(**asked))) == found


@pytest.mark.parametrize(
    ("phrase", "found"), [(("rat", "der"), [9]), (("stadt", "der"), [10]), (("rat", "stadt"), [])], ids=str
)
def test_the_words_of_a_phrase_stand_in_its_order(rows: Index, phrase: tuple[str, ...], found: list[int]) -> None:
    assert members(rows.reader().rows(matching.phrase_match(phrase))) == found


@pytest.mark.parametrize("question", QUESTIONS)
def test_where_nothing_is_asked_nothing_is_looked_for(rows: Index, question: str) -> None:
    assert QUESTIONS[question](rows.reader(), Plan()) == 0


def test_nothing_that_is_asked_is_taken_for_a_command(rows: Index) -> None:
    for word in ('"', 'rat" OR "stadt', "rat*", "title : rat", "NEAR(rat stadt)", "rat AND stadt", "^rat"):
        assert set(members(rows.reader().rows(matching.spelt_match(word)))) <= {8}


def test_a_quotation_mark_parts_words_as_any_other_mark(rows: Index) -> None:
    rows.tokens(11, spelt="rat stadt")
    rows.tokens(12, spelt="rat und stadt")
    assert members(rows.reader().rows(matching.spelt_match('rat"stadt'))) == [11]
