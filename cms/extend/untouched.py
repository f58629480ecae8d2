"""Lets a plugin's code run without a lasting mark on the process: what all share is given back as it was."""

from __future__ import annotations

import builtins
import inspect
import locale
import logging
import mimetypes
import os
import signal
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from io import TextIOWrapper
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.extend.shared_code import SharedCode
from cms.extend.telling import Label

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM)
SETTINGS = "DJANGO_SETTINGS_MODULE"


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


class ProcessChanged(Exception):
    """Code of a plugin changed something that all share; it was given back, and the reason names it."""

    def __init__(self, reason: Label) -> None:
        super().__init__(str(reason) if isinstance(reason, str) else "")
        self.reason = reason


def _working_directory() -> str | None:
    with suppress(OSError):
        return os.getcwd()  # noqa: PTH109 - a text compares as it is
    return None


def _change_directory(before: str | None) -> None:
    if before is not None:
        os.chdir(before)


def signal_handlers() -> Mapping[int, Any]:
    return {number: signal.getsignal(number) for number in SIGNALS}


def set_signal_handlers(before: Mapping[int, Any]) -> None:
    if threading.current_thread() is threading.main_thread():
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)


def _streams() -> list[tuple[Any, Any, Any]]:
    """The streams, each with its encoding and what becomes of what that cannot say."""
    return [
        (each, getattr(each, "encoding", None), getattr(each, "errors", None))
        for each in (sys.stdin, sys.stdout, sys.stderr)
    ]


def _set_streams(before: list[tuple[Any, Any, Any]]) -> None:
    (sys.stdin, *_in), (sys.stdout, *_out), (sys.stderr, *_err) = before
    for stream, encoding, errors in before:
        if isinstance(stream, TextIOWrapper) and (stream.encoding, stream.errors) != (encoding, errors):
            stream.reconfigure(encoding=encoding, errors=errors)


def _search_path() -> list[str]:
    return list(sys.path)


def _set_search_path(before: list[str]) -> None:
    sys.path[:] = [*before, *(each for each in sys.path if each not in before)]


def _named_settings() -> str | None:
    return os.environ.get(SETTINGS)


def _name_settings(before: str | None) -> None:
    os.environ.pop(SETTINGS, None)
    if before is not None:
        os.environ[SETTINGS] = before


def _environment() -> dict[str, str]:
    return dict(os.environ)


def _set_environment(before: dict[str, str]) -> None:
    os.environ.update(before)
    time.tzset()


def _mask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _set_mask(before: int) -> None:
    os.umask(before)


def _is_alarm_set() -> bool:
    return signal.getitimer(signal.ITIMER_REAL)[0] > 0


def _set_alarm_off(before: bool) -> None:  # noqa: FBT001 - as it was read
    if not before:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _silence() -> tuple[int, int, list[logging.Handler]]:
    return logging.root.manager.disable, logging.root.level, list(logging.root.handlers)


def _set_silence(before: tuple[int, int, list[logging.Handler]]) -> None:
    disabled, logging.root.level, logging.root.handlers[:] = before
    logging.disable(disabled)


def _texts() -> str | None:
    return translation.get_language() if settings.configured else None


def _set_texts(before: str | None) -> None:
    if before:
        translation.activate(before)


def _file_types() -> dict[str, str]:
    if not mimetypes.inited:
        mimetypes.init()
    return dict(mimetypes.types_map)


def _set_file_types(before: dict[str, str]) -> None:
    for suffix, kind in before.items():
        mimetypes.add_type(kind, suffix)


def _connections() -> list[tuple[Any, list[Any], dict[str, Any]]]:
    """What is called around each question to a database, and what stands in for methods of the connection."""
    found = [
        (
            each,
            list(each.execute_wrappers),
            {name: value for name, value in vars(each).items() if inspect.isfunction(getattr(type(each), name, None))},
        )
        for each in (connections.all(initialized_only=True) if settings.configured else ())
    ]
    return [each for each in found if any(each[1:])]


def _set_connections(before: list[tuple[Any, list[Any], dict[str, Any]]]) -> None:
    known = {id(each): (wrappers, methods) for each, wrappers, methods in before}
    for each, _wrappers, methods in _connections():
        each.execute_wrappers[:], kept = known.get(id(each), ([], {}))
        for name in methods:
            vars(each).pop(name)
        vars(each).update(kept)


def _language() -> str:
    return locale.setlocale(locale.LC_ALL)


def _set_language(before: str) -> None:
    locale.setlocale(locale.LC_ALL, before)


PLAIN = (str, bytes, bool, int, float, tuple, list, dict, set, frozenset, type(None))
NOT_COMPARED = frozenset({"SECRET_KEY", "DATABASES", "CACHES", "TASKS", "STORAGES"})
"""Settings that cannot be read while they are empty, or to which Django itself adds what is missing."""


_copies: list[dict[str, Any]] = [{}]
"""Of all settings, as they were last read: to compare takes far less time than to copy, and hardly anybody changes any."""


def _settings() -> dict[str, Any]:
    if not settings.configured:
        return {}
    names = (name for name in dir(settings) if name.isupper() and name not in NOT_COMPARED)
    found = {name: value for name in names if isinstance(value := getattr(settings, name), PLAIN)}
    if found != _copies[-1]:
        _copies[:] = [deepcopy(found)]
    return _copies[-1]


def _restore_settings(before: dict[str, Any]) -> None:
    for name, value in before.items():
        if getattr(settings, name, None) != value:
            setattr(settings, name, value)


Share = tuple[Label, Callable[[], Any], Callable[[Any], None]]
CONNECTIONS: Share = (_("the connection to the database"), _connections, _set_connections)
SHARED: tuple[Share, ...] = (
    (_("the working directory"), _working_directory, _change_directory),
    (_("the handling of signals"), signal_handlers, set_signal_handlers),
    (_("the locale of the process"), _language, _set_language),
    (_("standard input and output"), _streams, _set_streams),
    (_("the recursion limit"), sys.getrecursionlimit, sys.setrecursionlimit),
    (_("the time-out of connections"), socket.getdefaulttimeout, socket.setdefaulttimeout),
    (_("the module of settings"), _named_settings, _name_settings),
    (_("the environment"), _environment, _set_environment),
    (_("the rights of new files"), _mask, _set_mask),
    (_("the alarm of the process"), _is_alarm_set, _set_alarm_off),
    (_("what is logged"), _silence, _set_silence),
    (_("the language of texts"), _texts, _set_texts),
    (_("the kinds of files"), _file_types, _set_file_types),
    CONNECTIONS,
    (_("a setting"), _settings, _restore_settings),
)
"""What it is called, how it is read, and how it is set."""


@contextmanager
def untouched(package: str = "", step: Label | None = None) -> Iterator[None]:
    """Gives back what the block changed of what all share, and raises `ProcessChanged` then; what the block raises comes first.

    Of a plugin's package, that also are the modules and classes of others; between two of one step of the start nobody else runs.
    Whoever presses Ctrl+C still ends the process, whatever the block makes of it.
    """
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
    start, ours = threading.Thread.start, threading.current_thread()

    def refusing(thread: threading.Thread) -> None:
        if threading.current_thread() is ours and not thread.daemon:
            changed.append(_("the end of the process, by a thread that is no daemon"))
            raise ProcessChanged(changed[-1])
        start(thread)

    threading.Thread.start = refusing  # type: ignore[assignment, method-assign]
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
        return any(found.get(name) != value for name, value in wanted.items())
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
