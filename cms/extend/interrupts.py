"""Ctrl+C, told apart from what a plugin raises, and the handling of signals."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM)


class Interrupted(KeyboardInterrupt):
    """Raised in the midst of a plugin's code by who runs it: Ctrl+C was pressed, or its time is up. It goes through every guard, while a
    `KeyboardInterrupt` that the plugin raises is a failure like any other.
    """


def tell_ctrl_c_apart() -> None:
    """From now on Ctrl+C raises `Interrupted`, unless somebody handles it in a way of their own."""
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ):
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def signal_handlers() -> Mapping[int, Any]:
    return {number: signal.getsignal(number) for number in SIGNALS}


def set_signal_handlers(before: Mapping[int, Any]) -> None:
    if threading.current_thread() is threading.main_thread():
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
