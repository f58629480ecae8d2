"""Pages of lists: rows with what the ledger knew as it saw them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db.models import DateTimeField
from django.db.models.functions import Cast

from cms.publishing.reading import entries
from cms.publishing.reading.order import LAST, SortKey
from cms.publishing.reading.pages import Page, every_row, read_page
from tests.publishing.rows import NOON, Rows, titles

BY_TITLE = (SortKey("sort_key"), LAST)


def read(limit: int = 2, **wanted: Any) -> Page:
    return read_page(entries.live_entries(), BY_TITLE, seen_from=NOON, limit=limit, **wanted)


@pytest.fixture
def three(ledger: Rows) -> None:
    for number, title in enumerate(("Chor", "Abend", "Basar")):
        start = NOON - dt.timedelta(hours=number + 1)
        ledger.add("event", title, starts_at=start, ends_at=start + dt.timedelta(minutes=30))


@pytest.mark.usefixtures("three")
def test_a_page_says_whether_more_waits_behind_it() -> None:
    first, whole = read(), read(limit=3)
    assert [row.document for row in first.rows] == [row.document for row in whole.rows[:2]]
    assert (first.more, whole.more, len(whole.rows)) == (True, False, 3)
    assert (first.sequence, first.count) == (3, None)


@pytest.mark.usefixtures("three")
def test_the_last_turn_of_what_is_on_the_page_is_told() -> None:
    turns = tuple(Cast(column, DateTimeField(null=True)) for column in ("starts_at", "ends_at"))
    assert read(turns=turns).turned_at == NOON - dt.timedelta(minutes=90)
    assert read(turns=turns, limit=3).turned_at == NOON - dt.timedelta(minutes=30)
    assert read(turns=turns[:1]).turned_at == NOON - dt.timedelta(hours=2)
    assert read().turned_at is None


def test_an_empty_page_counts_nothing(db: None) -> None:
    found = read()
    assert (found.rows, found.more, found.count, found.sequence, found.changed_at) == ([], False, None, 0, None)


@pytest.mark.usefixtures("three")
def test_every_row_comes_with_its_document_in_order() -> None:
    by_id = {entry.pk: entry for entry in entries.live_entries()}
    rows = list(every_row(entries.live_entries(), BY_TITLE))
    assert titles(by_id[row.id] for row in rows) == ["Abend", "Basar", "Chor"]
    assert [row.document for row in rows] == [by_id[row.id].document for row in rows]
