"""One process does a piece of work at a time; what fails waits longer each time; what a dead process held is taken over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from threading import enumerate as threads
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.extend import leases
from cms.extend.leases import PATIENCE, Held, hold
from cms.extend.models import JobRun
from cms.extend.pauses import Pauses

pytestmark = pytest.mark.django_db

Row = QuerySet[Any]
NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


@contextmanager
def at(seconds: float) -> Iterator[None]:
    with time_machine.travel(NOW + dt.timedelta(seconds=seconds), tick=False):
        yield


@pytest.fixture
def row() -> Row:
    JobRun.objects.create(plugin="glocke", job="laut")
    return JobRun.objects.filter(job="laut")


def fail() -> None:
    raise ConnectionError("niemand da")


def failed(row: Row, seconds: float) -> None:
    with at(seconds), pytest.raises(ConnectionError), hold(row):
        fail()


def is_free(row: Row, seconds: float) -> bool:
    with at(seconds):
        return Held(row).take(leases.ALWAYS, at=timezone.now())


def test_nobody_else_gets_what_is_held(row: Row) -> None:
    with hold(row) as first:
        assert first
        with hold(row) as second:
            assert second is None
    assert JobRun.objects.get().claim == ""


def test_what_is_kept_is_stored_by_its_holder_alone(row: Row) -> None:
    with hold(row) as lease:
        assert lease.keep(ran_at=NOW)
        row.update(claim="eine andere")
        assert not lease.keep(ran_at=None)
        assert lease.value("ran_at") is None
    run = JobRun.objects.get()
    assert (run.ran_at, run.claim) == (NOW, "eine andere")


def test_failures_wait_twice_as_long_each_time_and_success_forgets_them(row: Row) -> None:
    failed(row, 0)
    run = JobRun.objects.get()
    assert (run.failures, run.claim, run.claimed_until) == (1, "", None)
    assert "niemand da" in run.last_error
    with at(9), hold(row) as early:
        assert early is None
    failed(row, 10)
    with at(29), hold(row) as early:
        assert early is None
    with at(30), hold(row) as lease:
        assert lease
    run = JobRun.objects.get()
    assert (run.failures, run.last_error, run.next_try_at) == (0, "", None)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (7, 960), (8, 1440), (10_000, 1440)])
def test_pauses_have_an_end(failures: int, minutes: int) -> None:
    pauses = Pauses(dt.timedelta(minutes=15), dt.timedelta(days=1))
    assert pauses.after(failures) == dt.timedelta(minutes=minutes)


def test_what_a_dead_process_held_is_taken_over_once_its_time_is_up(row: Row) -> None:
    with at(0):
        assert Held(row).take(leases.ALWAYS, at=timezone.now())
    assert not is_free(row, PATIENCE.total_seconds() - 1)
    assert is_free(row, PATIENCE.total_seconds() + 1)


def die(row: Row, seconds: float) -> bool:
    """Takes it, as a process does that is killed then; whether that could be."""
    with at(seconds):
        return Held(row).take(leases.ALWAYS, at=timezone.now())


def test_work_that_kills_its_process_has_failed_and_waits_longer_each_time(row: Row) -> None:
    assert die(row, 0)
    # Once is no proof against the work, and its lease has lasted as long as a pause.
    assert die(row, 21)
    run = JobRun.objects.get()
    assert (run.failures, run.last_error) == (1, "Der Prozess, der es ausführte, ist gestorben.")
    assert not die(row, 42)
    run = JobRun.objects.get()
    assert (run.failures, run.claim, run.claimed_until) == (2, "", None)
    assert not die(row, 42 + 19)
    assert die(row, 42 + 20)
    assert not die(row, 42 + 20 + 21)
    assert JobRun.objects.get().failures == 3
    with at(3600), hold(row) as lease:
        assert lease
    run = JobRun.objects.get()
    assert (run.failures, run.last_error) == (0, "")


def test_a_condition_is_looked_at_when_it_is_taken_and_not_later(row: Row) -> None:
    with hold(row, when=Q(ran_at=None)) as lease:
        assert lease.keep(ran_at=NOW)
        assert lease.keep(failures=0)
    with hold(row, when=Q(ran_at=None)) as lease:
        assert lease is None


def test_the_heartbeat_holds_it_however_long_one_step_takes(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "HEARTBEAT", 0.01)
    beats, enough = [], Event()

    def keep(self: Held, **values: object) -> bool:
        beats.append(values)
        if len(beats) == 3:
            enough.set()
        if len(beats) == 1:
            raise ConnectionError("die Datenbank ist beschäftigt")
        return True

    monkeypatch.setattr(Held, "keep", keep)
    with hold(row):
        assert enough.wait(10)
    after = len(beats)
    assert after >= 3
    assert connection.connection is not None


def test_what_takes_too_long_counts_as_dead(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "HEARTBEAT", 0.01)
    monkeypatch.setattr(Held, "keep", lambda self: True)
    with hold(row, longest=dt.timedelta(seconds=0.05)):
        beating = next(each for each in threads() if each.name == "lease")
        beating.join(10)
        assert not beating.is_alive()


@pytest.mark.parametrize("hours", [1, 12])
def test_a_clock_that_is_put_back_keeps_nothing_that_a_dead_process_held(row: Row, hours: int) -> None:
    with at(3600 * hours):
        assert Held(row).take(leases.ALWAYS, at=timezone.now())
    assert is_free(row, 0)


def test_a_clock_that_is_put_back_lengthens_no_pause(row: Row) -> None:
    failed(row, 3600)
    assert is_free(row, 0)


def test_what_is_kept_is_held_for_longer_and_what_is_released_for_no_longer(row: Row) -> None:
    lease, patience = Held(row), PATIENCE.total_seconds()
    with at(0):
        assert lease.take(leases.ALWAYS, at=timezone.now())
    with at(patience - 1):
        assert lease.keep()
    assert not is_free(row, patience + 1)
    with at(patience + 1):
        lease.release(ran_at=NOW)
    run = JobRun.objects.get()
    assert (run.claim, run.claimed_until, run.ran_at) == ("", None, NOW)


@pytest.mark.parametrize(
    ("until", "held"),
    [
        (None, False),
        (0, False),
        (1, True),
        (leases.TOO_FAR.total_seconds(), True),
        (leases.TOO_FAR.total_seconds() + 1, False),
    ],
)
def test_it_is_shown_as_held_as_long_as_nobody_else_would_get_it(row: Row, until: float | None, held: bool) -> None:
    row.update(claim="eine andere", claimed_until=None if until is None else NOW + dt.timedelta(seconds=until))
    assert JobRun.objects.get().is_held(NOW) == held
    # To the very moment of its end nobody else gets it.
    assert is_free(row, 0) == (not held and until != 0)


def test_an_error_is_kept_in_words_for_people_where_there_are_any(row: Row) -> None:
    for error, words in (
        (ValidationError(["Der Titel fehlt.", "Das Datum fehlt."]), "Der Titel fehlt. Das Datum fehlt."),
        (ConnectionError("niemand da"), "ConnectionError('niemand da')"),
    ):
        row.update(next_try_at=None)
        with pytest.raises(type(error)), hold(row):
            raise error
        assert JobRun.objects.get().last_error == words
