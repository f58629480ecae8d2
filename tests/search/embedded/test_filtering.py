"""A filter leaves just what it means, and counts what each further choice would leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cms.publishing.reading.filters import Filter, Phase, Span
from search.engines.base import FACET_LIMIT
from search.engines.embedded.columns import Columns, bits, members, refreshed
from search.engines.embedded.filtering import choices, counts, within
from search.query import SearchQuery
from tests.search.embedded.conftest import Index

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
HOUR = 3600.0


def at(hours: float) -> dt.datetime:
    """So many hours from now on."""
    return NOW + dt.timedelta(hours=hours)


@pytest.fixture
def filled(index: Index) -> Index:
    """What is over, runs, comes, and runs again after a pause; news; what was deleted."""
    now = NOW.timestamp()
    spans = {1: [(-9, -8)], 2: [(-1, 1)], 3: [(8, 9)], 4: [(-9, -8), (8, 9)], 5: [], 6: [(-1, 1)]}
    for row, hours in spans.items():
        moments = tuple((now + begins * HOUR, now + ends * HOUR) for begins, ends in hours)
        index.thing(
            row,
            locale="" if row == 5 else "en" if row == 3 else "de",
            deleted=row == 6,
            updated_at=now + row * HOUR,
            ends_at=moments[-1][1] if moments else None,
            spans=moments,
        )
    index.touch(1)
    return index


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"locale": "de"}, [1, 2, 4, 5]),
        ({"locale": "en"}, [3, 5]),
        ({"locale": "tr"}, [5]),
        ({"when": (Phase.PAST,)}, [1]),
        ({"when": (Phase.RUNNING,)}, [2]),
        ({"when": (Phase.UPCOMING,)}, [3, 4]),
        ({"when": (Phase.RUNNING, Phase.PAST)}, [1, 2]),
        ({"when": (Phase.UPCOMING,), "locale": "en"}, [3]),
        ({"start": Span(gte=at(2))}, [3, 4]),
        ({"start": Span(lt=at(2))}, [1, 2, 4]),
        ({"start": Span(gte=at(-8))}, [2, 3, 4]),
        ({"start": Span(lt=at(8))}, [1, 2, 4]),
        ({"start": Span(gte=at(-5), lt=at(5))}, [2]),
        ({"updated": Span(gte=at(2))}, [2, 3, 4, 5]),
        ({"updated": Span(lt=at(2))}, [1]),
        ({"updated": Span(gte=at(2), lt=at(4)), "when": (Phase.UPCOMING,)}, [3]),
        ({"updated": Span(gte=at(2)), "start": Span(lt=at(5))}, [2, 4]),
    ],
    ids=str,
)
def test_language_time_and_change(filled: Index, wanted: dict[str, Any], found: list[int]) -> None:
    columns = refreshed(Columns(), filled.connection)
    query = SearchQuery(filter=Filter(**wanted), now=NOW)
    assert members(within(filled.connection, columns, query)) == found


COLUMNS = Columns(
    everything=bits(range(1, 7)),
    facets={
        "type": {"event": bits([1, 2, 3]), "news": bits([4, 5])},
        "city": {"halle": bits([1, 4]), "leipzig": bits([2]), "kiel": bits([3])},
    },
)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ({}, {}),
        ({"types": ("event",)}, {"type": [1, 2, 3]}),
        ({"types": ("event", "news")}, {"type": [1, 2, 3, 4, 5]}),
        ({"types": ("person",)}, {"type": []}),
        ({"facets": {"city": (("halle", "kiel"),)}}, {"city": [1, 3, 4]}),
        ({"facets": {"city": (("halle", "kiel"), ("halle",))}}, {"city": [1, 4]}),
        ({"facets": {"topic": (("wohnen",),)}}, {"topic": []}),
        ({"facets": {"city": ()}}, {"city": [1, 2, 3, 4, 5, 6]}),
        ({"types": ("news",), "facets": {"city": (("halle",),)}}, {"type": [4, 5], "city": [1, 4]}),
    ],
    ids=str,
)
def test_any_of_a_group_and_every_group(wanted: dict[str, Any], chosen: dict[str, list[int]]) -> None:
    assert choices(COLUMNS, Filter(**wanted)) == {name: bits(rows) for name, rows in chosen.items()}


def test_a_facets_own_choice_does_not_shrink_its_counts() -> None:
    chosen = {"type": bits([1, 2, 3]), "city": bits([1, 4])}
    base = bits([1, 2, 4, 5, 6])
    assert counts(COLUMNS, "type", base, chosen) == {"event": 1, "news": 1}
    assert counts(COLUMNS, "city", base, chosen) == {"halle": 1, "leipzig": 1}
    assert counts(COLUMNS, "topic", base, chosen) == {}


def test_the_most_frequent_values_come_first_and_not_all_of_them() -> None:
    values = {f"{number:03}": bits(range(1, 2 + number % 2)) for number in range(FACET_LIMIT + 5)}
    columns = Columns(facets={"tag": values | {"häufig": bits(range(1, 5)), "nie": 0}})
    found = list(counts(columns, "tag", bits(range(1, 5)), {}).items())
    assert found[0] == ("häufig", 4)
    assert len(found) == FACET_LIMIT
    assert found[1:3] == [("001", 2), ("003", 2)]
    assert found[-1][1] == 1
