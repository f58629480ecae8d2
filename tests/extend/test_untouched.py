"""What all share is given back as it was, however often it is changed."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from io import BytesIO, TextIOWrapper

import pytest
from django.conf import settings

from cms.extend import untouched as untouched_module
from cms.extend.untouched import ProcessChanged, untouched


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
