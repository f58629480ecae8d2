"""Calls what plugins give: a failure costs the plugin's part of an answer, never the answer.

A point that fails `FAILURES` times within `WITHIN` is paused, in all processes, until somebody resumes it. A call that takes
longer than `BUDGET` counts as a failure too, though its result is taken; one that takes longer than `LONGEST` is broken off where
that is possible, as in the worker (see `cms.extend.limits`). Plugins are trusted code; this is no sandbox.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction

from cms.extend import activation_cache, limits
from cms.extend.interrupts import Interrupted
from cms.extend.limits import Misbehaved
from cms.extend.outages import TransactionLost, is_out_of_reach
from cms.extend.points import RAISE, PointFailed
from cms.extend.reasons import in_english
from cms.extend.strictness import is_strict as is_strict
from cms.extend.telling import shown
from cms.extend.transactions import Ended, kept

log = logging.getLogger(__name__)

BUDGET = 2.0
"""Seconds."""
LONGEST = dt.timedelta(minutes=1)
FAILURES = 5
WITHIN = 600.0
"""Seconds."""


MOST = 1_000_000
"""Results of one call that are made step by step."""
T = TypeVar("T")


_paused_here: set[tuple[str, str]] = set()
"""Points that could not be paused for all processes, since the database cannot be written, or has no tables yet."""
_failures: defaultdict[tuple[str, str], deque[float]] = defaultdict(lambda: deque(maxlen=FAILURES))
_lacking: ContextVar[dict[str, str] | None] = ContextVar("lacking", default=None)
_taking_part: ContextVar[set[str] | None] = ContextVar("taking_part", default=None)


@contextmanager
def noticing() -> Iterator[dict[str, str]]:
    """Takes down which points gave nothing, so that something stood in for their results, and why, as far as they were called at all.

    They are named by slug and point, e.g. `press facets.x.values`.
    """
    lacking: dict[str, str] = {}
    token = _lacking.set(lacking)
    try:
        yield lacking
    finally:
        _lacking.reset(token)


@contextmanager
def taking_part() -> Iterator[set[str]]:
    """Takes down the plugins of which something is called."""
    plugins: set[str] = set()
    token = _taking_part.set(plugins)
    try:
        yield plugins
    finally:
        _taking_part.reset(token)


def paused() -> set[str]:
    """The points that are not called just now, named in the same way."""
    return {_name(*each) for each in activation_cache.cached().paused}


def _name(plugin: str, point: str) -> str:
    return f"{plugin} {point}"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A plugin's function with its guard: gives its result, or the fallback when it fails or is paused.

    Results that are made step by step (generators) are made whole inside. Raises `PointFailed` where the fallback is `RAISE`. Within
    a transaction the call has a savepoint, so that a database error costs no more than any other, unless it is one that is made very
    often and asks no database. It cannot end the transaction; if it does all the same, `TransactionLost` is raised. What it wants done
    after the commit is guarded as well. While nobody can ask the database, its error is nobody's failure and goes through.
    """

    plugin: str
    point: str
    call: Callable[..., Any]
    fallback: Any = RAISE
    has_savepoint: bool = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        point = (self.plugin, self.point)
        if (plugins := _taking_part.get()) is not None:
            plugins.add(self.plugin)
        if point in activation_cache.cached().paused or point in _paused_here:
            return self._instead(None)
        started = time.perf_counter()
        try:
            if connection.in_atomic_block:
                with kept(self._carefully, has_savepoint=self.has_savepoint):
                    result = limits.in_time(LONGEST, self._result, args, kwargs)
            else:
                result = limits.in_time(LONGEST, self._result, args, kwargs)
        except BaseException as error:
            if _is_for_others(error):
                raise
            self._note(error)
            if isinstance(error, Ended):
                text = f"The plugin {self.plugin} ended the transaction in {self.point}, which is given up."
                raise TransactionLost(text) from error
            return self._instead(error)
        seconds = time.perf_counter() - started
        if seconds > BUDGET:
            log.warning("The plugin %s took %.1f s in %s.", self.plugin, seconds, self.point)
            failed(self.plugin, self.point, seconds=seconds)
        return result

    def _carefully(self, wanted: Callable[[], object]) -> None:
        """Does what the function wanted done after the commit."""
        try:
            limits.in_time(LONGEST, wanted)
        except BaseException as error:
            if _is_for_others(error):
                raise
            self._note(error)

    def _note(self, error: BaseException) -> None:
        log.error("The plugin %s failed in %s.", self.plugin, self.point, exc_info=error)
        failed(self.plugin, self.point, _said(error))

    def _result(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        result = at_once(self.call(*args, **kwargs))
        return whole(result) if isinstance(result, Iterator) else result

    def _instead(self, error: BaseException | None) -> Any:
        if (lacking := _lacking.get()) is not None:
            lacking[_name(self.plugin, self.point)] = _said(error) if error else ""
        if self.fallback is RAISE:
            raise PointFailed(f"{self.plugin}: {self.point} {'failed' if error else 'is paused'}") from error
        return self.fallback


def _is_for_others(error: BaseException) -> bool:
    """Whether whoever called the plugin must know it. Not even sys.exit() may end the process or the thread that answers; whoever presses
    Ctrl+C may, and whose time is up.
    """
    return isinstance(error, Interrupted) or is_out_of_reach(error) or is_strict()


def _said(error: BaseException) -> str:
    return str(error.reason) if isinstance(error, Misbehaved) else shown(error)


def whole(result: Iterable[T], most: int = MOST) -> tuple[T, ...]:
    """All that it gives; raises `ValueError` for more than anybody needs, since what never ends would stop whoever asks."""
    given = tuple(islice(result, most + 1))
    if len(given) > most:
        raise ValueError(f"it gives more than {most} results")
    return given


def at_once(result: Any) -> Any:
    """The result; raises `TypeError` for one that would come later, since nobody waits for it."""
    if isinstance(result, Coroutine):
        result.close()
        raise TypeError("it is async; give an ordinary function")
    return result


def in_time(call: Callable[..., T], *given: object) -> T:
    """The result of a plugin's function whose failure costs its part in another way; raises `Misbehaved` if it takes too long, or would
    end the process.
    """
    with limits.contained:
        return limits.in_time(LONGEST, call, *given)


def unguarded(call: Callable[..., Any]) -> Callable[..., Any]:
    """The plugin's function itself."""
    return call.call if isinstance(call, Guarded) else call


def finished(call: Callable[..., Any], by: Callable[[Any], Any]) -> Callable[..., Any]:
    """The function with its result finished under the same guard: a result that does not fit is the plugin's failure."""
    inner = unguarded(call)

    def whole(*args: Any, **kwargs: Any) -> Any:
        return by(at_once(inner(*args, **kwargs)))

    return replace(call, call=whole) if isinstance(call, Guarded) else whole


def failed(plugin: str, point: str, error: str = "", *, seconds: float | None = None) -> None:
    """Takes down a failure, or a call that took too many seconds; the point is paused when there were too many of late."""
    times = _failures[plugin, point]
    now = time.monotonic()
    times.append(now)
    if len(times) == FAILURES and now - times[0] <= WITHIN:
        times.clear()
        pause(plugin, point, error, seconds)


def pause(plugin: str, point: str, error: str, seconds: float | None) -> None:
    """Lets the point be called no more: by no process, or by this one alone while the database cannot be written."""
    from cms.extend.models import PausedPoint

    given = {"reason": error[:2000], "seconds": seconds}
    log.error("The plugin %s is paused in %s: %s", plugin, point, in_english(PausedPoint(**given).why))
    try:
        with transaction.atomic():
            PausedPoint.objects.get_or_create(plugin=plugin, point=point, defaults=given)
    except DatabaseError as failure:
        _paused_here.add((plugin, point))
        log.warning("That %s is paused in %s holds for this process alone: %s", plugin, point, failure)
    activation_cache.forget()


def resume(plugin: str, point: str) -> bool:
    """Lets the point be called again; whether it was paused."""
    from cms.extend.models import PausedPoint

    deleted, _ = PausedPoint.objects.filter(plugin=plugin, point=point).delete()
    _failures.pop((plugin, point), None)
    _paused_here.discard((plugin, point))
    activation_cache.forget()
    return bool(deleted)
