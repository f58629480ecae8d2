"""Code that one process runs for all others and that may hang, or leave things changed: it has an end, and all is put back after it.

    limited(dt.timedelta(minutes=5), reaction.react, change)

What takes longer is broken off, as far as Python can: an exception is raised in its midst. That needs a signal, so that it holds in
the main thread of a process alone, as the worker's is, and where the system has timers; elsewhere the code runs as long as it likes.

What is called very often has a limit of its own within such a piece of work, which costs next to nothing:

    in_time(dt.timedelta(minutes=1), point.call, thing)
"""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import current_thread, main_thread
from time import monotonic
from typing import Any, TypeVar

from django.db import connections
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.interrupts import Interrupted, set_signal_handlers, signal_handlers
from cms.extend.telling import Label, shown

AGAIN = 5.0
"""Seconds after which it is looked anew whose time is up, and code that was broken off, and went on all the same, is broken off once more."""
GRACE = 5.0
"""Seconds that code has to come to its end once the process was told to end."""
T = TypeVar("T")


class BrokenOff(Interrupted):
    """Raised in the midst of code whose time is up, as if somebody had pressed Ctrl+C: who lets that through lets this through, and the
    driver of a database breaks off its question.
    """

    def __init__(self, limit: Limit, reason: Label) -> None:
        super().__init__(str(reason))
        self.limit, self.reason = limit, reason


class ToldToEnd(Interrupted):
    """The process was told to end, and this is not begun any more, or given up: nobody's failure. It goes through whatever goes on with
    the next one after a failure.
    """


class Misbehaved(Exception):
    """Code did not come to its end, or left behind what nobody could work with; the reason says what it was."""

    def __init__(self, reason: Label) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _Contained:
    """For code whose failure is somebody else's to deal with: what would end the process, as sys.exit() does, is raised as `Misbehaved`."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and not isinstance(error, Exception | Interrupted):
            raise Misbehaved(format_lazy(_("It ended with {error}."), error=shown(error))) from error


contained = _Contained()


@dataclass(eq=False)
class Limit:
    """Until when code may run, how long that was meant to be, and whether it ends early when the process does."""

    deadline: float
    longest: dt.timedelta
    ends_early: bool
    is_broken: bool = False

    @property
    def reason(self) -> Label:
        """Why it was broken off."""
        if self.ends_early and _is_ending:
            return _("The worker was told to end meanwhile.")
        return format_lazy(_("It took longer than {longest} and was broken off."), longest=self.longest)


_limits: list[Limit] = []
"""Those that hold just now in the main thread, the outermost first."""
_is_ending = False


def is_ending() -> bool:
    """Whether the process was told to end."""
    return _is_ending


def end_if_told() -> None:
    """Raises `ToldToEnd` if the process was told to end; called before each of many things."""
    if _is_ending:
        raise ToldToEnd


def end_soon() -> None:
    """Lets what ends early have its `GRACE` and no more, from now on; called in the main thread when the process is told to end."""
    global _is_ending
    _is_ending = True
    for limit in _limits:
        if limit.ends_early:
            limit.deadline = min(limit.deadline, monotonic() + GRACE)
    if _limits:
        _set_timer()


def limited(longest: dt.timedelta, call: Callable[..., T], *given: Any, ends_early: bool = True) -> T:
    """The result of the call. Raises `Misbehaved` if it took longer, or left the database within a transaction, which is rolled back.

    Handlers of signals are put back as they were. What `ends_early` has little time left once the process is told to end.
    """
    limit = _limit(longest, ends_early=ends_early)
    with _nothing_left_behind(limit):
        if current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
            return call(*given)
        return _timed(limit, call, *given)


def in_time(longest: dt.timedelta, call: Callable[..., T], *given: Any) -> T:
    """The result of the call. Within something limited raises `Misbehaved` if it took longer, give or take `AGAIN`; it ends early."""
    if not _limits or current_thread() is not main_thread():
        return call(*given)
    limit = _limit(longest, ends_early=True)
    _limits.append(limit)
    if limit.deadline - monotonic() < AGAIN:
        _set_timer()
    try:
        return call(*given)
    except BrokenOff as broken:
        if broken.limit is not limit:
            raise
        _mend({each.alias for each in connections.all(initialized_only=True) if each.in_atomic_block}, limit)
        raise Misbehaved(broken.reason) from broken
    finally:
        if limit in _limits:
            _limits.remove(limit)


def _limit(longest: dt.timedelta, *, ends_early: bool) -> Limit:
    seconds = min(longest.total_seconds(), GRACE) if ends_early and _is_ending else longest.total_seconds()
    return Limit(monotonic() + seconds, longest, ends_early)


def _timed(limit: Limit, call: Callable[..., T], *given: Any) -> T:
    handlers, timer = signal_handlers(), signal.getitimer(signal.ITIMER_REAL)
    try:
        try:
            _limits.append(limit)
            signal.signal(signal.SIGALRM, _break_off)
            _set_timer()
            return call(*given)
        finally:
            _lift(limit, handlers, timer)
    except BrokenOff as broken:
        # It may have come before all was lifted.
        _lift(limit, handlers, timer)
        if broken.limit is not limit:
            raise
        raise Misbehaved(broken.reason) from broken


def _lift(limit: Limit, handlers: Any, timer: tuple[float, float]) -> None:
    if limit in _limits:
        del _limits[_limits.index(limit) :]
    if not _limits:
        signal.setitimer(signal.ITIMER_REAL, 0)
    set_signal_handlers(handlers)
    if _limits:
        _set_timer()
    else:
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _set_timer() -> None:
    left = min(limit.deadline for limit in _limits) - monotonic()
    signal.setitimer(signal.ITIMER_REAL, max(min(left, AGAIN), 0.001), AGAIN)


def _break_off(signum: int, frame: object) -> None:
    for limit in _limits:
        if limit.deadline <= monotonic():
            limit.is_broken = True
            raise BrokenOff(limit, limit.reason)


@contextmanager
def _nothing_left_behind(limit: Limit) -> Iterator[None]:
    """Afterwards each database can be asked as before. Raises `Misbehaved` if the block left a transaction open, and nothing else."""
    before = {each.alias for each in connections.all(initialized_only=True) if each.in_atomic_block}
    try:
        yield
    except BaseException:
        _mend(before, limit)
        raise
    if _mend(before, limit):
        raise Misbehaved(_("It left a transaction open, and what it had stored there is lost."))


def _mend(before: set[str], limit: Limit) -> bool:
    """Begins anew with each connection that is not as a block without transactions found it, and with all that may wait for an answer
    which nobody reads any more; whether a transaction was open.
    """
    left = False
    for connection in connections.all(initialized_only=True):
        if connection.alias in before or connection.connection is None:
            continue
        is_open = connection.in_atomic_block or connection.closed_in_transaction
        is_open |= connection.autocommit != connection.settings_dict["AUTOCOMMIT"]
        if is_open or limit.is_broken:
            left |= is_open
            _begin_anew(connection)
    return left


def _begin_anew(connection: Any) -> None:
    # Django lets nobody close a connection within a transaction for good, lest somebody go on there.
    connection.in_atomic_block = connection.closed_in_transaction = connection.needs_rollback = False
    connection.savepoint_ids, connection.atomic_blocks, connection.run_on_commit = [], [], []
    with suppress(Exception):
        # It may be closed already, or stand in the midst of an answer.
        connection.rollback()
        connection.set_autocommit(connection.settings_dict["AUTOCOMMIT"])
    connection.close()
