"""What the embedded engine asks its file finds just what is meant."""

from __future__ import annotations

from typing import Any

import pytest

from search.engines.embedded import matching
from search.engines.embedded.ranking import matching_rows
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


CASES = [
    ("main_match", {"stems": (("rat", 1.0),)}, [1, 2, 3, 4, 5, 9, 10]),
    ("main_match", {"stems": (("haus", 1.0), ("stadt", 1.0))}, [9, 10]),
    ("main_match", {"stems": (("nichts", 0.6),), "parts": ("rat",)}, [1, 2, 3, 4, 5, 9, 10]),
    ("prefixes_match", {"prefixes": ("nichts", "rat")}, [6, 7]),
    ("short_prefixes_match", {"short_prefixes": ("nichts", "rat")}, [6, 7]),
    ("spelt_match", {"spelt": ("nichts", "rat")}, [8]),
    ("pairs_match", {"pairs": (("stadt", "rat"),)}, [9]),
    ("pairs_match", {"pairs": (("stadt", "haus"), ("rat", "stadt"))}, [9]),
    ("pairs_match", {"pairs": (("rat", "haus"), ("stadt", "rat"))}, [9]),
    ("pairs_match", {"pairs": (("rat", "haus"),)}, []),
    ("title_match", {"stems": (("rat", 1.0), ("stadt", 0.6))}, [9]),
    ("title_match", {"stems": (("stadt", 1.0),)}, [9, 10]),
    ("without_match", {"without": ("haus", "nichts")}, [9]),
    ("without_match", {"without": ("rat",)}, [1, 2, 3, 4, 5, 9, 10]),
]


@pytest.mark.parametrize(("match", "asked", "found"), CASES)
def test_each_question_finds_its_rows(rows: Index, match: str, asked: dict[str, Any], found: list[int]) -> None:
    assert sorted(matching_rows(rows.connection, getattr(matching, match)(Plan(**asked)))) == found


@pytest.mark.parametrize(
    ("phrase", "found"), [(("rat", "der"), [9]), (("stadt", "der"), [10]), (("rat", "stadt"), [])], ids=str
)
def test_the_words_of_a_phrase_stand_in_its_order(rows: Index, phrase: tuple[str, ...], found: list[int]) -> None:
    assert matching_rows(rows.connection, matching.phrase_match(phrase)) == found


@pytest.mark.parametrize("match", sorted({match for match, _asked, _found in CASES}))
def test_where_nothing_is_asked_nothing_is_looked_for(match: str) -> None:
    assert getattr(matching, match)(Plan()) == ""


def test_what_counts_more_stands_twice() -> None:
    """A word that counts less is worth half of one that does not, in what FTS5 adds up."""
    told = matching.main_match(Plan(stems=(("rat", 1.0), ("sitzt", 0.6)), parts=("stadt",)))
    assert [told.count(f'"{token}"') for token in ("rat", "stadt", "sitzt")] == [2, 2, 1]
    alike = matching.main_match(Plan(stems=(("rat", 1.0), ("sitzt", 1.0)), parts=("stadt",)))
    assert [alike.count(f'"{token}"') for token in ("rat", "stadt", "sitzt")] == [1, 1, 1]


def test_nothing_that_is_asked_is_taken_for_a_command(rows: Index) -> None:
    for word in ('"', 'rat" OR "stadt', "rat*", "title : rat", "NEAR(rat stadt)", "rat AND stadt", "^rat"):
        assert set(matching_rows(rows.connection, matching.spelt_match(Plan(spelt=(word,))))) <= {8}


def test_a_quotation_mark_parts_words_as_any_other_mark(rows: Index) -> None:
    rows.tokens(11, spelt="rat stadt")
    rows.tokens(12, spelt="rat und stadt")
    assert matching_rows(rows.connection, matching.spelt_match(Plan(spelt=('rat"stadt',)))) == [11]
