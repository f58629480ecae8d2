"""What was worked out before is remembered under all that it depends on, up to a limit."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from cms.public.reasons import Reason
from cms.publishing.models import Entry
from cms.publishing.reading import memory
from cms.publishing.reading.memory import LedgerMemory, Memory
from tests.publishing.rows import NOON, Rows


def test_what_nobody_asked_for_is_forgotten_first() -> None:
    known, made = Memory[str, int](most=2), list[str]()

    def ask(key: str) -> int:
        return known.get(key, lambda: made.append(key) or len(made))

    assert [ask(key) for key in "aba"] == [1, 2, 1]
    assert [ask(key) for key in "ca"] == [3, 1]
    assert ask("b") == 4
    assert made == ["a", "b", "c", "b"]


def test_several_are_made_together() -> None:
    known, asked = Memory[int, str](most=9), list[list[int]]()

    def make(keys: list[int]) -> dict[int, str]:
        asked.append(keys)
        return {key: str(key) for key in keys}

    assert known.several([1, 2], make) == {1: "1", 2: "2"}
    assert known.several([2, 3, 1], make) == {1: "1", 2: "2", 3: "3"}
    assert known.several([], make) == {}
    assert asked == [[1, 2], [3]]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for a connection without a transaction, in which each test runs."""
    connection = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(memory, "connection", connection)
    return connection


def test_a_state_of_the_ledger_is_asked_once_for_each_key(ledger: Rows, outside: SimpleNamespace) -> None:
    numbers, known = count(), LedgerMemory[int](most=9)

    def ask(key: str = "menu") -> int:
        return known.get(key, lambda: next(numbers))

    assert [ask(), ask()] == [0, 1], "an empty ledger has no state that another one could not have"
    first = ledger.add("event", "Fest")
    assert [ask(), ask(), ask("foot"), ask()] == [2, 2, 3, 2]
    ledger.add("event", "Fort", reason=Reason.UNPUBLISHED)
    assert [ask(), ask()] == [4, 4]
    # Another ledger, whose last change has the same number: another thing, another content, another time.
    for columns in ({"etag": "anders"}, {"updated_at": NOON}):
        Entry.objects.filter(sequence=2).update(**columns)
        before = ask()
        assert (ask(), ask()) == (before, before)
    Entry.objects.filter(sequence=2).delete()
    Entry.objects.filter(pk=first.pk).update(sequence=2, etag="anders", updated_at=NOON)
    assert [ask(), ask()] == [7, 7]


def test_within_a_transaction_nothing_is_remembered(ledger: Rows, outside: SimpleNamespace) -> None:
    numbers, known = count(), LedgerMemory[int](most=9)
    ledger.add("event", "Fest")
    outside.in_atomic_block = True
    assert [known.get("menu", lambda: next(numbers)) for _ in range(2)] == [0, 1]
    outside.in_atomic_block = False
    assert [known.get("menu", lambda: next(numbers)) for _ in range(2)] == [2, 2]
