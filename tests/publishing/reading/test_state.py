"""The state of the ledger: another one as soon as something changes, begins or ends, and the same in between."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from cms.publishing.reading import memory, state
from cms.publishing.reading.memory import Memory
from cms.publishing.reading.state import state_at
from tests.publishing.rows import NOON, Rows

HOUR, TICK = dt.timedelta(hours=1), dt.timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def serving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has just begun, and reads without a transaction."""
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(state, "_turns", Memory(most=4))


def test_an_empty_ledger_has_none(db: None) -> None:
    assert state_at(NOON) is None


def test_it_is_another_one_after_each_change(ledger: Rows) -> None:
    ledger.add("event", "Fest")
    first = state_at(NOON)
    assert first == state_at(NOON + 9999 * HOUR) == state_at(NOON - 9999 * HOUR)
    ledger.add("city", "Kiel", locale="")
    assert state_at(NOON) not in (None, first)


def test_it_is_another_one_whenever_something_begins_or_ends(ledger: Rows) -> None:
    ledger.add("event", "Fest", starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    course = ledger.add("event", "Kurs", starts_at=NOON + 3 * HOUR, ends_at=NOON + 6 * HOUR)
    for begin in (3, 5):
        times = {"starts_at": NOON + begin * HOUR, "ends_at": NOON + (begin + 1) * HOUR}
        course.occurrence_rows.create(exact=True, takes_place=True, **times)
    moments = [NOON + number * HOUR + away for number in range(8) for away in (-TICK, dt.timedelta(), TICK)]
    seen = [state_at(moment) for moment in moments]
    changed = [moment for moment, one, other in zip(moments[1:], seen, seen[1:], strict=False) if one != other]
    assert changed == [NOON + number * HOUR for number in (1, 2, 3, 4, 5, 6)]
    # A clock that goes back finds what it found before.
    assert [state_at(moment) for moment in reversed(moments)] == seen[::-1]


def test_as_long_as_it_stays_it_is_one_small_question(ledger: Rows, django_assert_num_queries: Any) -> None:
    ledger.add("event", "Fest", starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    state_at(NOON)
    with django_assert_num_queries(1) as asked:
        state_at(NOON + HOUR - TICK)
    assert "starts_at" not in asked[0]["sql"]
    with django_assert_num_queries(2):
        state_at(NOON + HOUR)
    with django_assert_num_queries(1):
        state_at(NOON + HOUR + TICK)
