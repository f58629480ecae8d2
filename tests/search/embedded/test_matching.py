"""What the embedded engine asks its file finds just what is meant."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("match", "found"),
    [
        (matching.main_match(Plan(stems=(("rat", 1.0),))), [1, 2, 3, 4, 5, 9, 10]),
        (matching.main_match(Plan(stems=(("haus", 1.0), ("stadt", 1.0)))), [9, 10]),
        (matching.main_match(Plan(stems=(("nichts", 0.6),), parts=("rat",))), [1, 2, 3, 4, 5, 9, 10]),
        (matching.main_match(Plan()), []),
        (matching.prefixes_match(Plan(prefixes=("nichts", "rat"))), [6, 7]),
        (matching.prefixes_match(Plan(short_prefixes=("rat",))), []),
        (matching.short_prefixes_match(Plan(short_prefixes=("nichts", "rat"))), [6, 7]),
        (matching.short_prefixes_match(Plan(prefixes=("rat",))), []),
        (matching.spelt_match(Plan(spelt=("nichts", "rat"))), [8]),
        (matching.spelt_match(Plan(stems=(("rat", 1.0),))), []),
        (matching.pairs_match(Plan(pairs=(("stadt", "rat"),))), [9]),
        (matching.pairs_match(Plan(pairs=(("stadt", "haus"), ("rat", "stadt")))), [9]),
        (matching.pairs_match(Plan(pairs=(("rat", "haus"),))), []),
        (matching.pairs_match(Plan()), []),
        (matching.title_match(Plan(stems=(("rat", 1.0), ("stadt", 0.6)))), [9]),
        (matching.title_match(Plan(stems=(("stadt", 1.0),))), [9, 10]),
        (matching.title_match(Plan()), []),
        (matching.phrase_match(("rat", "der")), [9]),
        (matching.phrase_match(("stadt", "der")), [10]),
        (matching.phrase_match(("rat", "stadt")), []),
        (matching.without_match(Plan(without=("haus", "nichts"))), [9]),
        (matching.without_match(Plan(without=("rat",))), [1, 2, 3, 4, 5, 9, 10]),
        (matching.without_match(Plan(stems=(("rat", 1.0),))), []),
    ],
)
def test_each_question_finds_its_rows(rows: Index, match: str, found: list[int]) -> None:
    assert sorted(matching_rows(rows.connection, match)) == found


def test_what_counts_more_stands_twice() -> None:
    """A word that counts less is worth half of one that does not, in what FTS5 adds up."""
    told = matching.main_match(Plan(stems=(("rat", 1.0), ("sitzt", 0.6)), parts=("stadt",)))
    assert [told.count(f'"{token}"') for token in ("rat", "stadt", "sitzt")] == [2, 2, 1]
    alike = matching.main_match(Plan(stems=(("rat", 1.0), ("sitzt", 1.0)), parts=("stadt",)))
    assert [alike.count(f'"{token}"') for token in ("rat", "stadt", "sitzt")] == [1, 1, 1]


def test_nothing_that_is_asked_is_taken_for_a_command(rows: Index) -> None:
    for word in ('"', 'rat" OR "stadt', "rat*", "title : rat", "NEAR(rat stadt)", "rat AND stadt", "^rat"):
        assert set(matching_rows(rows.connection, matching.spelt_match(Plan(spelt=(word,))))) <= {8}
