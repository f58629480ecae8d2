"""Receivers of Django's signals that plugins connect: one that raises costs nothing but what it would have done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from django.db.models import ProtectedError, RestrictedError

from cms.extend import guard
from cms.extend.interrupts import Interrupted
from cms.extend.telling import told
from cms.extend.unloading import EarlyReceiver, all_signals
from cms.extend.untouched import kept_connection

log = logging.getLogger(__name__)

REFUSALS = (ProtectedError, RestrictedError)
"""By these a receiver says that something must not be deleted, which is no failure."""


class Refusal:
    """What a receiver raised on purpose."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class GuardedReceiver:
    """A plugin's receiver under guard: whoever sends the signal goes on."""

    def __init__(self, plugin: str, receiver: Callable[..., Any]) -> None:
        self.__module__ = receiver.__module__
        self.__wrapped__ = receiver
        self.guarded = guard.Guarded(plugin, point_of(receiver), self._refusing, None)

    def __call__(self, **given: Any) -> Any:
        """What the receiver gives; raises what it refuses."""
        result = self.guarded(**given)
        if isinstance(result, Refusal):
            raise result.error
        return result

    def _refusing(self, **given: Any) -> Any:
        try:
            return kept_connection(self.__wrapped__, **given) if "connection" in given else self.__wrapped__(**given)
        except REFUSALS as error:
            return Refusal(error)


def later(plugin: str, receiver: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a receiver that is async, which nobody may ask the database beside."""

    async def guarded(**given: Any) -> Any:
        try:
            return await receiver(**given)
        except (Exception, KeyboardInterrupt, SystemExit) as error:
            if isinstance(error, Interrupted) or guard.is_strict():
                raise
            log.exception("The plugin %s failed in %s.", plugin, point_of(receiver))
            await asyncio.to_thread(guard.failed, plugin, point_of(receiver), told(error))
            return None

    guarded.__module__ = receiver.__module__
    return guarded


def point_of(receiver: Any) -> str:
    """What the receiver is called among what a plugin gives, e.g. `signals.on_saved`."""
    name = getattr(receiver, "__name__", None) or type(receiver).__name__
    return f"signals.{name}"


def guard_receivers(owner_of: Callable[[Any], str]) -> None:
    """Puts all receivers under guard that belong to a plugin; `owner_of` names it, "" for everybody else's."""
    for signal in all_signals():
        with signal.lock:
            signal.receivers = [_guarded(entry, owner_of) for entry in signal.receivers]
            signal.sender_receivers_cache.clear()


def _guarded(entry: Any, owner_of: Callable[[Any], str]) -> Any:
    key, reference, is_async, *rest = entry
    receiver = reference() if hasattr(reference, "__callback__") else reference
    if receiver is None or isinstance(receiver, GuardedReceiver) or not (slug := owner_of(receiver)):
        return entry
    if isinstance(receiver, EarlyReceiver):
        receiver = receiver.__wrapped__
    return (key, later(slug, receiver) if is_async else GuardedReceiver(slug, receiver), is_async, *rest)
