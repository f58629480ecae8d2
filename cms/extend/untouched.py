"""Lets a plugin's code run without a lasting mark on the process: what all share is given back as it was."""

from __future__ import annotations

import builtins
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.apps import apps
from django.core.signals import request_started
from django.utils.translation import gettext_lazy as _

from cms.extend.interrupts import Interrupted, signal_handlers
from cms.extend.reasons import in_english
from cms.extend.shared_code import SharedCode
from cms.extend.shared_process import AFTER_WORK, BETWEEN_REQUESTS, CONNECTIONS, SHARED
from cms.extend.telling import Label

log = logging.getLogger(__name__)

LONGEST_STEP = 30.0
"""Seconds that a plugin may take for each step of the start: to be imported, for its models, to get ready, to say what it gives."""


class ProcessChanged(Exception):
    """Code of a plugin changed something that all share; it was given back, and the reason names it."""

    def __init__(self, reason: Label) -> None:
        super().__init__(str(reason) if isinstance(reason, str) else "")
        self.reason = reason


def _search_path() -> list[str]:
    return list(sys.path)


def _set_search_path(before: list[str]) -> None:
    sys.path[:] = [*before, *(each for each in sys.path if each not in before)]


@contextmanager
def untouched(package: str = "", step: Label | None = None) -> Iterator[None]:
    """Gives back what the block changed of what all share, and raises `ProcessChanged` then; what the block raises comes first.

    Of a plugin's package, that also are the modules and classes of others; between two of one step of the start nobody else runs.
    Whoever presses Ctrl+C still ends the process, whatever the block makes of it. A step of a plugin that takes longer than
    `LONGEST_STEP` is broken off by a `TimeoutError`, as far as Python can.
    """
    with _no_endless_step(package):
        yield from _as_it_was(package, step)


def _as_it_was(package: str, step: Label | None) -> Iterator[None]:
    before = [(name, read(), read, write) for name, read, write in SHARED]
    path = _search_path()
    pressed: list[int] = []
    code: list[Label] = []
    with warnings.catch_warnings(), _noticing_interrupts(pressed), _code_of_others(package, step, code):
        # The handlers as they are now are those that must be there afterwards.
        handlers = signal_handlers()
        try:
            yield
        finally:
            changed = _given_back(before, handlers)
            _set_search_path(path)
            if pressed:
                raise Interrupted
    if changed := [*changed, *code]:
        raise ProcessChanged(changed[0])


@contextmanager
def given_back(work: str) -> Iterator[None]:
    """Gives back what a plugin's work changed for the work after it, and tells so in the log; what it did stays done.

    No thread that it begins keeps the process from ending.
    """
    before = [(name, read(), read, write) for name, read, write in AFTER_WORK]
    try:
        with _each_thread(_that_none_waits_for_it):
            yield
    finally:
        for name in _given_back(before, {}):
            log.warning("%s changed %s for all; that was given back.", work, in_english(name))


def begin_requests_as_now() -> None:
    """Lets each request begin with what functions of plugins may have changed since as it is now; repeating it does no harm."""
    now = [(name, read(), read, write) for name, read, write in BETWEEN_REQUESTS]

    def begin(**given: Any) -> None:
        _given_back(now, {})

    request_started.connect(begin, weak=False, dispatch_uid="extend.untouched")


@contextmanager
def _no_endless_step(package: str) -> Iterator[None]:
    if not package or _watched or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"It took longer than {LONGEST_STEP:g} seconds and was broken off.")

    handler = signal.signal(signal.SIGALRM, over)
    # Once more after a while, for what goes on all the same.
    timer = signal.setitimer(signal.ITIMER_REAL, LONGEST_STEP, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


_code = SharedCode()
tell_whose_turn: list[Callable[[str], object]] = []
"""Who is told the package whose code runs from now on, "" for the core's."""
_watched: list[tuple[str, list[Label]]] = []
"""The package whose code runs now, and what it has changed; what runs within another's is watched with that."""
_steps: list[Label | None] = []
"""The step of the start that was the last."""


@contextmanager
def _code_of_others(package: str, step: Label | None, changed: list[Label]) -> Iterator[None]:
    """Gives back what the package changes of the code of others, and names it."""
    if not package or _watched:
        yield
        return
    if apps.ready or step is None or not any(each is step for each in _steps):
        _code.look()
    _steps[:] = [step]
    _watched.append((package, changed))
    _tell(package)
    try:
        with _no_lasting_threads(changed), _no_abrupt_end(changed), _looking_at_imports(package):
            yield
    finally:
        _tell("")
        changed.extend(_code.give_back(package))
        _watched.clear()


def _tell(package: str) -> None:
    for told in tell_whose_turn:
        told(package)


@contextmanager
def unwatched() -> Iterator[None]:
    """What the block changes is the core's doing, whoever's code runs around it."""
    for package, changed in _watched:
        changed.extend(_code.give_back(package))
    yield
    _steps.clear()
    if _watched:
        _code.look()


@contextmanager
def _looking_at_imports(package: str) -> Iterator[None]:
    """Looks at what the package is the first to import, before it can change it."""
    importing = builtins.__import__

    def looking(name: str, given: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> Any:
        known = len(sys.modules)
        module = importing(name, given, *args, **kwargs)
        if len(sys.modules) > known and given and f"{given.get('__name__')}.".startswith(f"{package}."):
            _code.look_at_new()
        return module

    builtins.__import__ = looking  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.__import__ = importing


@contextmanager
def _no_lasting_threads(changed: list[Label]) -> Iterator[None]:
    """Refuses threads for which every command would wait at its end."""

    def refuse(thread: threading.Thread) -> None:
        if not thread.daemon:
            changed.append(_("the end of the process, by a thread that is no daemon"))
            raise ProcessChanged(changed[-1])

    with _each_thread(refuse):
        yield


def _that_none_waits_for_it(thread: threading.Thread) -> None:
    thread.daemon = True


@contextmanager
def _each_thread(look: Callable[[threading.Thread], None]) -> Iterator[None]:
    """Shows each thread that the block begins, before it runs; those that it begins itself are as it is."""
    start, ours = threading.Thread.start, threading.current_thread()

    def starting(thread: threading.Thread) -> None:
        if threading.current_thread() is ours and not thread.ident:
            look(thread)
        start(thread)

    threading.Thread.start = starting  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        threading.Thread.start = start  # type: ignore[method-assign]


@contextmanager
def _no_abrupt_end(changed: list[Label]) -> Iterator[None]:
    """Refuses what would end every command without a word; a process that was forked meanwhile may."""
    end, ours = os._exit, os.getpid()

    def refusing(status: int) -> None:
        if os.getpid() != ours:
            end(status)
        changed.append(_("the end of the process, by os._exit"))
        raise ProcessChanged(changed[-1])

    os._exit = refusing  # type: ignore[assignment]
    try:
        yield
    finally:
        os._exit = end


def kept_connection(receiver: Callable[..., Any], **given: Any) -> Any:
    """What the receiver gives; raises `ProcessChanged` if it stands in the way of questions to the database, which it no longer does then."""
    name, read, write = CONNECTIONS
    before = read()
    try:
        return receiver(**given)
    finally:
        if read() != before:
            write(before)
            raise ProcessChanged(name)


def _given_back(
    before: list[tuple[Label, Any, Callable[[], Any], Callable[[Any], None]]], handlers: Any
) -> list[Label]:
    changed = []
    for name, value, read, write in before:
        wanted = handlers if read is signal_handlers else value
        if _differs(read(), wanted):
            write(wanted)
            changed.append(name)
    return changed


def _differs(found: Any, wanted: Any) -> bool:
    """Whether it was changed; what was added to settings or the environment belongs to who added it, and is none."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return found is not wanted and not wanted.items() <= found.items()
    return bool(found != wanted)


@contextmanager
def _noticing_interrupts(pressed: list[int]) -> Iterator[None]:
    """Notes that somebody pressed Ctrl+C."""
    if threading.current_thread() is not threading.main_thread() or not callable(
        before := signal.getsignal(signal.SIGINT)
    ):
        yield
        return

    def noted(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        before(number, frame)

    signal.signal(signal.SIGINT, noted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
