"""What all code in a process shares, each with how it is read and how it is given back."""

from __future__ import annotations

import decimal
import inspect
import locale
import logging
import mimetypes
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from io import TextIOWrapper
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, router
from django.urls import clear_url_caches, get_resolver
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cms.extend.interrupts import set_signal_handlers, signal_handlers
from cms.extend.telling import Label

SETTINGS = "DJANGO_SETTINGS_MODULE"


def _working_directory() -> str | None:
    with suppress(OSError):
        return os.getcwd()  # noqa: PTH109 - a text compares as it is
    return None


def _change_directory(before: str | None) -> None:
    if before is not None:
        os.chdir(before)


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


def _blocked() -> set[int]:
    """The signals that wait until somebody lets them through."""
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def _set_blocked(before: set[int]) -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _alarm() -> tuple[bool, float]:
    """Whether one is set, and in which intervals it comes again."""
    left, again = signal.getitimer(signal.ITIMER_REAL)
    return left > 0, again


def _set_alarm_off(before: tuple[bool, float]) -> None:
    """Who had set one sets it again."""
    if before != _alarm():
        signal.setitimer(signal.ITIMER_REAL, 0)


Filters = list[tuple[logging.Filterer, list[Any]]]


def _silence() -> tuple[int, int, list[logging.Handler], Filters]:
    root = logging.root
    filters: Filters = [(each, list(each.filters)) for each in (root, *root.handlers)]
    return root.manager.disable, root.level, list(root.handlers), filters


def _set_silence(before: tuple[int, int, list[logging.Handler], Filters]) -> None:
    disabled, logging.root.level, logging.root.handlers[:], filters = before
    for each, own in filters:
        each.filters[:] = own
    logging.disable(disabled)


def _texts() -> str | None:
    return translation.get_language() if settings.configured else None


def _set_texts(before: str | None) -> None:
    if before:
        translation.activate(before)


def _zone() -> Any:
    """The time zone that somebody chose; None for that of the settings."""
    return getattr(timezone._active, "value", None)  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way


def _set_zone(before: Any) -> None:
    timezone.deactivate()
    if before is not None:
        timezone.activate(before)


def _decimals() -> list[Any]:
    found = decimal.getcontext()
    return [found.prec, found.rounding, found.Emin, found.Emax, found.capitals, found.clamp, dict(found.traps)]


def _set_decimals(before: list[Any]) -> None:
    prec, rounding, lowest, highest, capitals, clamp, traps = before
    decimal.setcontext(decimal.Context(prec, rounding, lowest, highest, capitals, clamp, traps=traps))


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


def _finders() -> tuple[list[Any], list[Any]]:
    return list(sys.meta_path), list(sys.path_hooks)


def _set_finders(before: tuple[list[Any], list[Any]]) -> None:
    sys.meta_path[:], sys.path_hooks[:] = before
    sys.path_importer_cache.clear()


def _limits() -> dict[int, tuple[int, int]]:
    names = (name for name in dir(resource) if name.startswith("RLIMIT_"))
    return {number: resource.getrlimit(number) for number in {getattr(resource, name) for name in names}}


def _set_limits(before: dict[int, tuple[int, int]]) -> None:
    for number, limits in before.items():
        # What was lowered for good cannot be raised again by everybody.
        with suppress(ValueError, OSError):
            resource.setrlimit(number, limits)


def _routers() -> list[Any] | None:
    """Who says which database a model lies in; None before there are settings."""
    return list(router.routers) if settings.configured else None


def _set_routers(before: list[Any] | None) -> None:
    router.routers = before or []


def _own_addresses() -> bool:
    """Whether those that were looked up are those of the settings."""
    if not apps.models_ready:
        return True
    found = vars(get_resolver()).get("url_patterns")
    return found is None or found is getattr(sys.modules.get(settings.ROOT_URLCONF), "urlpatterns", None)


def _set_own_addresses(_before: object) -> None:
    clear_url_caches()


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
DIRECTORY: Share = (_("the working directory"), _working_directory, _change_directory)
LANGUAGE: Share = (_("the locale of the process"), _language, _set_language)
MASK: Share = (_("the rights of new files"), _mask, _set_mask)
BETWEEN_REQUESTS: tuple[Share, ...] = (
    (_("the recursion limit"), sys.getrecursionlimit, sys.setrecursionlimit),
    (_("the time-out of connections"), socket.getdefaulttimeout, socket.setdefaulttimeout),
    (_("the time zone"), _zone, _set_zone),
    (_("the precision of decimals"), _decimals, _set_decimals),
)
"""What any function may change for the requests that come after; it takes some ten microseconds to look."""
BLOCKED: Share = (_("the signals that get through"), _blocked, _set_blocked)
AFTER_WORK = (*BETWEEN_REQUESTS, DIRECTORY, LANGUAGE, MASK, CONNECTIONS, BLOCKED)
"""What work of plugins may change for the work that comes after."""
SHARED: tuple[Share, ...] = (
    *BETWEEN_REQUESTS,
    DIRECTORY,
    (_("the handling of signals"), signal_handlers, set_signal_handlers),
    LANGUAGE,
    (_("standard input and output"), _streams, _set_streams),
    (_("the module of settings"), _named_settings, _name_settings),
    (_("the environment"), _environment, _set_environment),
    MASK,
    BLOCKED,
    (_("the alarm of the process"), _alarm, _set_alarm_off),
    (_("what is logged"), _silence, _set_silence),
    (_("the language of texts"), _texts, _set_texts),
    (_("the kinds of files"), _file_types, _set_file_types),
    (_("the search for modules"), _finders, _set_finders),
    (_("the limits of the process"), _limits, _set_limits),
    (_("the choice of databases"), _routers, _set_routers),
    (_("the addresses"), _own_addresses, _set_own_addresses),
    CONNECTIONS,
    (_("a setting"), _settings, _restore_settings),
)
"""What it is called, how it is read, and how it is set."""
