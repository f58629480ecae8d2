"""What all share is given back as it was, however often it is changed."""

from __future__ import annotations

import decimal
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from io import BytesIO, TextIOWrapper

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.extend import shared_process
from cms.extend import untouched as untouched_module
from cms.extend.untouched import ProcessChanged, given_back, untouched


def append() -> None:
    settings.MIDDLEWARE.append("nicht.da")


def replace() -> None:
    settings.MIDDLEWARE = ["nicht.da"]


@pytest.mark.parametrize("changes", [(append, append), (replace, append), (append, replace)])
def test_a_setting_is_given_back_each_time(changes: tuple[Callable[[], None], ...]) -> None:
    before = list(settings.MIDDLEWARE)
    for change in changes:
        with pytest.raises(ProcessChanged), untouched():
            change()
        assert before == settings.MIDDLEWARE


def test_the_encoding_of_a_stream_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = TextIOWrapper(BytesIO(), encoding="utf-8", errors="replace")
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(ProcessChanged), untouched():
        stream.reconfigure(encoding="ascii", errors="strict")
    assert (stream.encoding, stream.errors) == ("utf-8", "replace")


@pytest.mark.parametrize("swallows", [False, True])
def test_a_step_that_hangs_is_broken_off(swallows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untouched_module, "LONGEST_STEP", 0.1)
    before = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
    began = time.monotonic()

    def hang() -> None:
        with suppress(TimeoutError) if swallows else nullcontext():
            time.sleep(60)
        time.sleep(60)

    with pytest.raises(TimeoutError, match=r"^It took longer than 0\.1 seconds"), untouched("some_plugin"):
        hang()
    assert time.monotonic() - began < 30
    assert (signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)) == before


def test_the_core_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untouched_module, "LONGEST_STEP", 0.01)
    with untouched():
        time.sleep(0.1)


def append_wrapper() -> None:
    connection.execute_wrappers.append(lambda *given: 1 / 0)


BETWEEN_REQUESTS: dict[str, Callable[[], object]] = {
    "zone": lambda: timezone.activate("Asia/Tokyo"),
    "recursion": lambda: sys.setrecursionlimit(900),
    "timeout": lambda: socket.setdefaulttimeout(0.0001),
    "decimals": lambda: setattr(decimal.getcontext(), "prec", 1),
}
AFTER_WORK: dict[str, Callable[[], object]] = {
    **BETWEEN_REQUESTS,
    "directory": lambda: os.chdir("/"),
    "mask": lambda: os.umask(0o777),
    "wrapper": append_wrapper,
}


@pytest.fixture
def kept() -> Iterator[Callable[[], list[object]]]:
    """How all that work of plugins may change is now; afterwards it is as before, whatever the test does."""

    def now() -> list[object]:
        return [read() for _name, read, _write in shared_process.AFTER_WORK]

    before = now()
    yield now
    for value, (_name, _read, write) in zip(before, shared_process.AFTER_WORK, strict=True):
        write(value)


@pytest.mark.parametrize("change", AFTER_WORK)
def test_what_work_changes_is_given_back_and_told(
    change: str, kept: Callable[[], list[object]], caplog: pytest.LogCaptureFixture
) -> None:
    before = kept()
    decimal.Decimal(1) / decimal.Decimal(3)
    with given_back("The job x of the plugin y"):
        AFTER_WORK[change]()
    assert kept() == before
    (told,) = caplog.messages
    assert told.startswith("The job x of the plugin y changed the ")


@pytest.mark.django_db
@pytest.mark.parametrize("change", BETWEEN_REQUESTS)
def test_the_next_request_begins_as_if_nobody_had_changed_anything(
    change: str, kept: Callable[[], list[object]]
) -> None:
    before = kept()
    BETWEEN_REQUESTS[change]()
    Client().get("/robots.txt")
    assert kept() == before


def test_who_changes_nothing_is_told_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with given_back("The job x of the plugin y"):
        decimal.Decimal(1) / decimal.Decimal(7)
    assert caplog.messages == []


def test_work_leaves_no_signal_blocked_and_no_thread_for_which_the_process_would_wait() -> None:
    """Told to end, a worker did not, until the thread of a job had come to its end."""
    begun: list[threading.Thread] = []
    over = threading.Event()

    def work() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGALRM})
        begun.append(threading.Thread(target=over.wait))
        begun[0].start()

    with given_back("The job"):
        work()
    over.set()
    assert begun[0].daemon
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ()) & {signal.SIGTERM, signal.SIGALRM}
