"""Sets of rows, and what is kept of each row between two questions."""

from __future__ import annotations

import pytest

from search.engines.embedded.columns import Columns, among, bits, members, refreshed
from tests.search.embedded.conftest import Index


@pytest.mark.parametrize("rows", [[], [1], [7, 8], [1, 8, 9, 64, 1000], list(range(1, 40))])
def test_a_set_holds_just_its_numbers(rows: list[int]) -> None:
    assert members(bits(rows)) == rows
    assert members(bits([*reversed(rows), *rows])) == rows
    assert bits(rows).bit_count() == len(rows)
    assert list(among([2000, *reversed(range(1001))], bits(rows))) == rows[::-1]


@pytest.fixture
def filled(index: Index) -> Index:
    """Two things in German and one in no language, the last one without a date; one was deleted."""
    index.thing(1, locale="de", date=10.0, starts_at=11.0, ages=1, facets={"city": "halle", "type": "event"})
    index.thing(2, locale="de", date=20.0, ages=0, facets={"city": "halle", "type": "news"})
    index.thing(3, locale="", facets={"type": "person"})
    index.thing(4, locale="en", date=40.0, deleted=True)
    index.touch(1)
    return index


def test_all_that_is_not_deleted_is_read(filled: Index) -> None:
    columns = refreshed(Columns(), filled.connection)
    assert columns.touched == 1
    assert members(columns.everything) == [1, 2, 3]
    assert columns.locales == {"de": bits([1, 2]), "": bits([3])}
    assert columns.facets == {
        "city": {"halle": bits([1, 2])},
        "type": {"event": bits([1]), "news": bits([2]), "person": bits([3])},
    }
    assert columns.dates == {1: 10.0, 2: 20.0}
    assert columns.starts == {1: 11.0}
    assert columns.ageing == {1: 10.0}
    assert (columns.newest, columns.oldest) == ([2, 1, 3], [1, 2, 3])


def test_what_was_touched_since_is_read_anew_and_the_rest_is_kept(filled: Index) -> None:
    before = refreshed(Columns(), filled.connection)
    filled.thing(1, touched=2, deleted=True)
    filled.thing(2, touched=2, locale="en", starts_at=22.0, facets={"city": "leipzig"})
    filled.thing(5, touched=2, locale="de", date=50.0, ages=1, facets={"topic": "wohnen"})
    assert refreshed(before, filled.connection) is before
    filled.connection.execute("DELETE FROM thing WHERE rowid = 3")
    filled.touch(2)
    after = refreshed(before, filled.connection)
    assert members(after.everything) == [2, 3, 5], "3 was not touched"
    assert after.locales == {"en": bits([2]), "": bits([3]), "de": bits([5])}
    assert after.facets == {
        "city": {"leipzig": bits([2])},
        "type": {"person": bits([3])},
        "topic": {"wohnen": bits([5])},
    }
    assert (after.dates, after.starts, after.ageing) == ({5: 50.0}, {2: 22.0}, {5: 50.0})
    assert members(before.everything) == [1, 2, 3]


def test_of_another_build_nothing_is_kept(filled: Index) -> None:
    before = refreshed(Columns(), filled.connection)
    filled.connection.execute("UPDATE meta SET value = 'neu' WHERE key = 'build'")
    filled.connection.execute("DELETE FROM thing WHERE rowid = 1")
    after = refreshed(before, filled.connection)
    assert (after.build, members(after.everything)) == ("neu", [2, 3])
    assert "event" not in after.facets["type"]
