"""Who builds an index, when, and what is said while somebody waits for it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from search import damage, keeping
from search.engines.base import EngineError, IndexMissing, Status
from search.index_consumers import CONSUMER, FALLBACK
from search.indexing import Busy
from search.models import Rebuild
from search.standing import Standing
from tests.search.fakes import FakeEngine

SECOND = dt.timedelta(seconds=1)


class Keeper:
    """Two engines, how they stand, and what was done with them."""

    def __init__(self) -> None:
        self.engines = (FakeEngine("eins"), FakeEngine("zwei"))
        self.outdated: set[str] = set()
        self.raises: dict[str, Exception] = {}
        self.done: list[str] = []
        self.clock = SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda seconds: self.done.append(f"wait {seconds}"))

    def compare(self, target: FakeEngine) -> Standing:
        outdated = target.name in self.outdated
        fault = f"{target.name} steht schief" if outdated else ""
        return Standing(status=Status(target.name, 0, usable=True), expected=0, outdated=outdated, fault=fault)

    def rebuild(self, target: FakeEngine, report: Callable[[int], None] = lambda done: None) -> int:
        if error := self.raises.pop(target.name, None):
            raise error
        self.done.append(f"build {target.name}")
        report(7)
        return 3

    def follow(self, target: FakeEngine) -> None:
        self.done.append(f"follow {target.name}")


@pytest.fixture
def keeper(db: None, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    keeper = Keeper()
    Rebuild.objects.all().delete()
    monkeypatch.setattr(keeping, "engines", lambda: keeper.engines)
    for name in ("compare", "rebuild", "follow"):
        monkeypatch.setattr(keeping, name, getattr(keeper, name))
    monkeypatch.setattr(keeping, "time", keeper.clock)
    return keeper


BOTH = ["build eins", "follow eins", "build zwei", "follow zwei"]


def test_what_stands_well_is_left_alone(keeper: Keeper) -> None:
    Rebuild.objects.create(engine="eins")
    keeping.keep_indices()
    assert keeper.done == []


def test_each_that_is_outdated_is_built_and_followed(keeper: Keeper, caplog: pytest.LogCaptureFixture) -> None:
    keeper.outdated = {"eins", "zwei"}
    meanwhile: list[int] = []
    with caplog.at_level(logging.WARNING):
        keeping.keep_indices(lambda: meanwhile.append(1))
    assert keeper.done == BOTH
    assert meanwhile == [1, 1]
    assert "eins steht schief" in caplog.text


@pytest.mark.parametrize(
    ("run", "is_built"),
    [
        ({"failures": 1}, True),
        ({"failures": 1, "next_try_at": 60 * SECOND}, False),
        ({"failures": 1, "next_try_at": -SECOND}, True),
        ({"claim": "x", "claimed_until": -SECOND}, True),
        ({"claim": "x", "claimed_until": 10 * SECOND}, False),
        ({}, False),
    ],
    ids=["failed", "failed and waits", "failed and due", "died", "runs", "done"],
)
def test_what_was_begun_is_finished_in_its_time(keeper: Keeper, run: dict[str, Any], is_built: bool) -> None:
    now = timezone.now()
    moments = {name: now + value if isinstance(value, dt.timedelta) else value for name, value in run.items()}
    Rebuild.objects.create(engine="zwei", **moments)
    keeping.keep_indices()
    assert keeper.done == (BOTH[2:] if is_built else [])


def test_one_that_waits_for_its_next_try_holds_up_no_other(keeper: Keeper) -> None:
    keeper.outdated = {"eins", "zwei"}
    Rebuild.objects.create(engine="eins", failures=1, next_try_at=timezone.now() + 60 * SECOND)
    keeping.keep_indices()
    assert keeper.done == BOTH[2:]


@pytest.mark.parametrize("error", [Busy("ein anderer"), EngineError("voll")])
def test_one_that_cannot_be_built_holds_up_no_other(
    keeper: Keeper, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    keeper.outdated = {"eins", "zwei"}
    keeper.raises = {"eins": error}
    keeping.keep_indices()
    assert keeper.done == BOTH[2:]
    assert ("could not be built: voll" in caplog.text) == (not isinstance(error, Busy))


def test_who_asks_for_it_waits_for_who_is_at_it_and_is_told_so_once(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = iter([Busy("ein anderer")] * 3)
    build = keeper.rebuild

    def rebuild(target: FakeEngine, report: Callable[[int], None]) -> int:
        if error := next(busy, None):
            raise error
        return build(target, report)

    monkeypatch.setattr(keeping, "rebuild", rebuild)
    reported: list[int] = []
    told: list[str] = []
    count = keeping.rebuild_now(keeper.engines[0], reported.append, waits=lambda: told.append("warten"))
    assert (count, reported, told) == (3, [7], ["warten"])
    assert keeper.done == ["wait 0.5"] * 3 + BOTH[:2]


def test_nobody_waits_for_ever(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, keeping.PATIENCE, keeping.PATIENCE + 1])
    keeper.clock.monotonic = lambda: next(clock)

    def busy(*args: object) -> int:
        raise Busy("ein anderer")

    monkeypatch.setattr(keeping, "rebuild", busy)
    with pytest.raises(Busy):
        keeping.rebuild_now(keeper.engines[0])
    assert keeper.done == ["wait 0.5"]


def test_who_asks_for_it_does_not_wait_for_the_next_try(keeper: Keeper) -> None:
    later = timezone.now() + 60 * SECOND
    Rebuild.objects.create(engine="eins", failures=1, next_try_at=later)
    Rebuild.objects.create(engine="zwei", failures=1, next_try_at=later)
    keeping.rebuild_now(keeper.engines[0])
    assert dict(Rebuild.objects.values_list("engine", "next_try_at")) == {"eins": None, "zwei": later}
    Rebuild.objects.filter(pk="eins").update(claim="x", claimed_until=timezone.now() + 10 * SECOND, next_try_at=later)
    keeping.rebuild_now(keeper.engines[0])
    assert Rebuild.objects.get(pk="eins").next_try_at == later


def test_while_an_index_is_built_none_is_taken_back(keeper: Keeper) -> None:
    Rebuild.objects.create(engine="eins", claim="x", claimed_until=timezone.now() + 10 * SECOND)
    with pytest.raises(Busy, match=r"^Another process builds the search index just now; ask again when it has ended"):
        keeping.roll_back(keeper.engines[0])
    assert keeper.done == []


def test_each_engine_is_followed_by_its_own_consumer(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, other, followed = FakeEngine("eins"), FakeEngine("zwei"), list[Any]()
    monkeypatch.setattr(keeping, "engine", lambda: chosen)
    monkeypatch.setattr(keeping, "catch_up", followed.append)
    keeping.follow(chosen)
    keeping.follow(other)
    assert followed == [CONSUMER, FALLBACK]


def test_a_damage_is_taken_down_unless_that_is_being_mended(keeper: Keeper) -> None:
    soon = timezone.now() + 10 * SECOND
    Rebuild.objects.create(engine="zwei")
    damage.note(keeper.engines[0], IndexMissing("Die Datei ist beschädigt."))
    assert list(Rebuild.objects.order_by("pk").values_list("engine", "failures")) == [("eins", 1), ("zwei", 0)]
    Rebuild.objects.filter(pk="eins").update(failures=5, last_error="voll")
    damage.note(keeper.engines[0], IndexMissing("Die Datei ist beschädigt."))
    assert Rebuild.objects.values_list("failures", "last_error").get(pk="eins") == (5, "voll")
    Rebuild.objects.filter(pk="zwei").update(claim="x", claimed_until=soon)
    damage.note(keeper.engines[1], IndexMissing("Die Datei ist beschädigt."))
    assert Rebuild.objects.get(pk="zwei").failures == 0
