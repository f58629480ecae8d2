"""Work on many things lets others write in between."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.db import transaction

from cms.publishing import dependants, one_of_many, rebuilding
from cms.publishing.one_of_many import moments


class Clock:
    """Goes on by as much each time it is looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, step: float) -> None:
        self.ticks, self.slept = (number * step for number in count()), 0
        monkeypatch.setattr(one_of_many.time, "monotonic", lambda: next(self.ticks))
        monkeypatch.setattr(one_of_many.time, "sleep", self.sleep)

    def sleep(self, _seconds: float) -> None:
        self.slept += 1


@pytest.mark.parametrize(("step", "expected"), [(0.0, [7]), (0.15, [3, 3, 1]), (9.0, [1] * 7)], ids=str)
def test_each_transaction_ends_after_a_moment(
    monkeypatch: pytest.MonkeyPatch, step: float, expected: list[int]
) -> None:
    Clock(monkeypatch, step=step)
    parts = [list(some) for some in moments(range(7))]
    assert [len(part) for part in parts] == expected
    assert [thing for part in parts for thing in part] == list(range(7))


def test_nothing_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(moments([])) == []


@pytest.mark.parametrize("within", [False, True], ids=["alone", "within a transaction"])
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_who_waits_for_sqlite_has_a_turn(monkeypatch: pytest.MonkeyPatch, vendor: str, *, within: bool) -> None:
    clock = Clock(monkeypatch, step=9.0)

    class Connection:
        in_atomic_block = within

    Connection.vendor = vendor  # type: ignore[attr-defined]
    monkeypatch.setattr(one_of_many, "connection", Connection)
    assert [list(some) for some in moments("ab")] == [["a"], ["b"]]
    assert clock.slept == (2 if vendor == "sqlite" and not within else 0)


@pytest.fixture
def atomics(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each transaction, or part of one, that is begun; each thing takes longer than a moment."""
    Clock(monkeypatch, step=9.0)
    begun: list[object] = []
    entered = transaction.Atomic.__enter__
    monkeypatch.setattr(transaction.Atomic, "__enter__", lambda self: (begun.append(self), entered(self))[1])
    return begun


@pytest.mark.django_db
def test_a_rebuild_ends_its_transaction_after_each_moment(
    monkeypatch: pytest.MonkeyPatch, atomics: list[object], django_user_model: Any
) -> None:
    monkeypatch.setattr(rebuilding, "everything", lambda _unclear: map(django_user_model, range(3)))
    monkeypatch.setattr(rebuilding, "public_id", lambda thing: thing.pk)
    seen: list[int] = []
    monkeypatch.setattr(rebuilding, "_rebuilt", lambda thing: seen.append(len(atomics)) or {})
    rebuilding.rebuild()
    assert seen == [1, 2, 3]


@pytest.mark.django_db
def test_so_does_what_follows_from_a_change(monkeypatch: pytest.MonkeyPatch, atomics: list[object]) -> None:
    monkeypatch.setattr(dependants, "_dependants", lambda keys: set())
    seen: list[int] = []
    monkeypatch.setattr(dependants, "_spreading", lambda keys: seen.append(len(atomics)) or [])
    dependants._refresh_many({(1, "a"), (1, "b"), (1, "c")}, again=False)
    # One for all things of the moment, one for the thing alone.
    assert seen == [2, 4, 6]
