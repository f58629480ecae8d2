"""Code that hangs is broken off, and what it leaves behind is put back: whoever ran it goes on."""

from __future__ import annotations

import datetime as dt
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from cms.extend import limits
from cms.extend.guard import Guarded
from cms.extend.limits import Misbehaved, contained, limited

SHORT, LONG = dt.timedelta(seconds=0.1), dt.timedelta(minutes=1)


def hang() -> None:
    time.sleep(60)


def quickly(longest: dt.timedelta, call: Callable[..., Any], **options: Any) -> str:
    """Why the call misbehaved, which took no time worth telling."""
    began = time.monotonic()
    with pytest.raises(Misbehaved) as refusal:
        limited(longest, call, **options)
    assert time.monotonic() - began < 10
    return str(refusal.value.reason)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AGAIN", "GRACE"):
        monkeypatch.setattr(limits, name, 0.1)


def test_what_ends_in_time_gives_its_result_and_raises_what_it_raises() -> None:
    assert limited(LONG, divmod, 7, 3) == (2, 1)
    with pytest.raises(ZeroDivisionError):
        limited(LONG, divmod, 7, 0)


def test_what_hangs_is_broken_off_with_a_reason() -> None:
    assert quickly(dt.timedelta(seconds=1), hang) == "Es dauerte länger als 0:00:01 und wurde abgebrochen."


def test_what_catches_every_error_is_broken_off_all_the_same() -> None:
    tries = []

    def stubborn(kinds: type[BaseException] = Exception) -> None:
        for number in range(600):
            with suppress(kinds):
                tries.append(number)
                time.sleep(0.1 if kinds is Exception else 60 * (number < 3))

    quickly(SHORT, stubborn)
    assert len(tries) < 10
    tries.clear()
    # Broken off three times, it comes to an end by itself.
    limited(SHORT, stubborn, BaseException)
    assert len(tries) == 600


def test_what_lets_nothing_but_an_interrupt_through_is_broken_off_at_once() -> None:
    tries = []

    def careful() -> None:
        for number in range(3):
            try:
                tries.append(number)
                hang()
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise

    quickly(SHORT, careful)
    assert len(tries) == 1


def test_a_guard_between_does_not_take_it_for_a_failure_of_its_plugin(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def run() -> None:
        with contained:
            Guarded("tafel", "facets.x.values", hang, ())()

    quickly(SHORT, run)
    assert "tafel" not in caplog.text


@pytest.mark.parametrize(("inner", "outer", "rests"), [(SHORT, LONG, True), (LONG, SHORT, False)])
def test_of_two_limits_each_breaks_off_its_own(inner: dt.timedelta, outer: dt.timedelta, rests: bool) -> None:
    went_on = []

    def both() -> None:
        with suppress(Misbehaved):
            limited(inner, hang)
        went_on.append(True)
        hang()

    longest = max(SHORT, dt.timedelta(seconds=0.5)) if rests else outer
    quickly(longest, both)
    assert bool(went_on) == rests


def test_handlers_and_the_timer_are_put_back() -> None:
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *given: rung.append(given))
    term = signal.getsignal(signal.SIGTERM)
    try:
        signal.setitimer(signal.ITIMER_REAL, 30)
        limited(LONG, signal.signal, signal.SIGTERM, signal.SIG_IGN)
        assert signal.getsignal(signal.SIGTERM) == term
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 30
        signal.setitimer(signal.ITIMER_REAL, 0)
        quickly(SHORT, hang)
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        signal.raise_signal(signal.SIGALRM)
        assert len(rung) == 1
    finally:
        signal.signal(signal.SIGALRM, before)


def test_in_another_thread_it_runs_as_long_as_it_likes() -> None:
    with ThreadPoolExecutor() as threads:
        assert threads.submit(limited, dt.timedelta(0), time.sleep, 0.2).result() is None


def test_when_the_process_is_told_to_end_what_ends_early_has_little_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_is_ending", False)

    def told() -> None:
        limits.end_soon()
        hang()

    assert quickly(LONG, told) == "Der Worker wurde unterdessen beendet."
    assert limits.is_ending()
    # What begins now, too.
    quickly(LONG, hang)
    assert limited(LONG, time.sleep, 0.3, ends_early=False) is None
