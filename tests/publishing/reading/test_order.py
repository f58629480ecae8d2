"""The order of lists: what may be asked for, what stands without asking, and what a cursor may hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from cms.extend import registry
from cms.publishing.reading.beginnings import LastTurn
from cms.publishing.reading.entries import BEGINS_AT
from cms.publishing.reading.order import (
    LAST,
    SortKey,
    after_values,
    default_sort,
    parse_sort,
    read_values,
    sort_names,
    turns_of,
)
from cms.publishing.reading.parameters import FilterError

START, TITLE, UPDATED = SortKey(BEGINS_AT), SortKey("sort_key"), SortKey("updated_at")
NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("kind", "names", "first"),
    [
        ("event", ("start", "title", "published", "updated"), "-start"),
        ("news", ("title", "published", "updated"), "-published"),
        ("partner", ("title", "published", "updated"), "title"),
        ("city", ("title", "published", "updated"), "title"),
    ],
)
def test_each_type_has_its_orders(kind: str, names: tuple[str, ...], first: str) -> None:
    public = registry().public_types[kind]
    assert set(sort_names(public)) == set(names)
    assert default_sort(public) == first


def test_an_order_is_read_and_made_total() -> None:
    assert parse_sort(" -title , start,title", allowed=("title", "start")) == (
        SortKey("sort_key", descending=True),
        START,
        LAST,
    )


@pytest.mark.parametrize("wanted", ["datum", "title-", "", "--title", f"title,{'x' * 60}"])
def test_an_order_that_there_is_not_is_refused(wanted: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse_sort(wanted, allowed=("title", "start"))
    told = wanted.rpartition(",")[2][:50]
    assert refused.value == FilterError(
        "sort", "unknown_value", f"sort: {told!r} is no possible order.", ("title", "-title", "start", "-start")
    )


def test_the_clock_changes_the_order_by_dates_alone() -> None:
    assert turns_of((TITLE, LAST), NOON) == ()
    # Expressions are equal if they are made alike.
    assert turns_of((START, LAST), NOON) == (LastTurn(NOON, "starts_at"), LastTurn(NOON, "ends_at"))


def test_rows_without_a_value_come_last_in_both_directions() -> None:
    assert START.after(NOON) == Q(**{f"{BEGINS_AT}__gt": NOON}) | Q(**{f"{BEGINS_AT}__isnull": True})
    assert SortKey(BEGINS_AT, descending=True).after(NOON) == Q(**{f"{BEGINS_AT}__lt": NOON}) | Q(
        **{f"{BEGINS_AT}__isnull": True}
    )
    assert TITLE.after("fest") == Q(sort_key__gt="fest")
    assert START.after(None) == Q(pk__in=[])
    assert (START.same(None), START.same(NOON)) == (Q(**{f"{BEGINS_AT}__isnull": True}), Q(**{BEGINS_AT: NOON}))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (START, None, None),
        (START, "2026-05-31T12:00:00+00:00", NOON),
        (UPDATED, "2026-05-31T14:00:00+02:00", NOON),
        (UPDATED, "0002-01-01T00:00:00+00:00", dt.datetime(2, 1, 1, tzinfo=dt.UTC)),
        (UPDATED, "9998-12-31T00:00:00+00:00", dt.datetime(9998, 12, 31, tzinfo=dt.UTC)),
        (TITLE, "fest", "fest"),
    ],
)
def test_what_a_cursor_may_hold(key: SortKey, value: Any, expected: Any) -> None:
    assert read_values([key], [value]) == (expected,)


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        ([TITLE], [None]),
        ([TITLE], [5]),
        ([TITLE], ["a\x00b"]),
        ([UPDATED], ["2026-05-31T12:00:00"]),
        ([UPDATED], ["0001-12-31T12:00:00+00:00"]),
        ([UPDATED], ["9999-01-01T12:00:00+00:00"]),
        ([UPDATED], ["gestern"]),
        ([LAST], ["no-uuid"]),
    ],
)
def test_what_it_may_not(keys: list[SortKey], values: list[Any]) -> None:
    with pytest.raises(FilterError) as refused:
        read_values(keys, values)
    assert refused.value == FilterError("cursor", "malformed_cursor", "cursor: take it from an answer as it is.")
    with pytest.raises(ValidationError):
        keys[0].read(values[0])


@pytest.mark.parametrize("values", [["a"], ["a", "b", "c"]])
def test_a_value_belongs_to_each_key(values: list[str]) -> None:
    with pytest.raises(ValueError, match="zip"):
        after_values([TITLE, TITLE], values)
    with pytest.raises(ValueError, match="zip"):
        read_values([TITLE, TITLE], values)
