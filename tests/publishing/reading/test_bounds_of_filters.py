"""A partner is told that something has left a filter if it was inside, to the microsecond."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cms.publishing.models import Version
from cms.publishing.reading.changes import changes_since
from cms.publishing.reading.filters import Filter, Span
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]
INSTANT = dt.timedelta(microseconds=1)
NEVER = 0 * INSTANT


def told(page: Any, **span: Span) -> list[str]:
    """The reasons of what a partner who follows conferences of the span hears when the page is one no more."""
    wanted = Filter(types=("event",), facets={"format": (("conference",),)}, **span)
    until = entry_of(page).sequence
    page.format = "workshop"
    page.save_revision().publish()
    return [change.reason for change in changes_since(until, wanted, now=timezone.now(), limit=10).items]


@pytest.mark.parametrize(
    ("gte", "lt", "inside"),
    [
        (NEVER, None, True),
        (INSTANT, None, False),
        (None, INSTANT, True),
        (None, NEVER, False),
        (NEVER, INSTANT, True),
        (-INSTANT, NEVER, False),
        (INSTANT, 2 * INSTANT, False),
    ],
    ids=str,
)
def test_by_when_it_was_changed(event: Make, gte: dt.timedelta | None, lt: dt.timedelta | None, inside: bool) -> None:
    page = event()
    changed = Version.objects.filter(entry_id=entry_of(page).pk).latest("sequence").published_at
    span = Span(gte=None if gte is None else changed + gte, lt=None if lt is None else changed + lt)
    assert told(page, updated=span) == ["left-filter"] * inside


@pytest.mark.parametrize(
    ("gte", "lt", "inside"),
    [
        (-INSTANT, None, True),
        (NEVER, None, False),
        (None, INSTANT, True),
        (None, NEVER, False),
        (-INSTANT, INSTANT, True),
    ],
    ids=str,
)
def test_by_when_it_takes_place(event: Make, gte: dt.timedelta | None, lt: dt.timedelta | None, inside: bool) -> None:
    """It goes on until its end, which is no part of it."""
    page = event()
    entry = entry_of(page)
    span = Span(gte=None if gte is None else entry.ends_at + gte, lt=None if lt is None else entry.starts_at + lt)
    assert told(page, start=span) == ["left-filter"] * inside
