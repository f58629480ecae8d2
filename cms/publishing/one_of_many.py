"""Does something for one of many: whole or not at all, and in no more time than one may take, lest it hold up the others."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db import connection, transaction

from cms.extend.limits import Misbehaved, contained, end_if_told, limited

LONGEST = dt.timedelta(minutes=5)
"""How long one may take, with all that plugins add to it and all that follows from it."""
MOMENT = 0.4
"""Seconds for which others who write may wait for many things in one transaction."""
TURN = 0.12
"""Seconds within which who waits for SQLite's lock asks again."""
T = TypeVar("T")


def alone(call: Callable[..., T], *given: object) -> T:
    """The result of the call, in a transaction of its own; raises what it raises, and `Misbehaved` if it takes longer than `LONGEST` or would
    end the process. Raises `ToldToEnd` instead once the process is to end: nothing is begun then, and what has begun has little time left.
    """
    end_if_told()
    try:
        with contained:
            return limited(LONGEST, transaction.atomic(call), *given)
    except Misbehaved:
        end_if_told()
        raise


def moments(things: Iterable[T]) -> Iterator[Iterator[T]]:
    """The things of many that one transaction may go through, again and again; in between others who write have their turn.

    for some in moments(things):
        with transaction.atomic():
            for thing in some: ...
    """
    rest = iter(things)
    for first in rest:
        yield _for_a_moment(first, rest)
        give_way()


def _for_a_moment(first: T, rest: Iterator[T]) -> Iterator[T]:
    begun_at = time.monotonic()
    yield first
    while time.monotonic() - begun_at < MOMENT:
        try:
            yield next(rest)
        except StopIteration:
            return


def give_way() -> None:
    """Lets those write who wait. On SQLite nobody is told that they wait, and the next one is who asks at the right time."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(TURN)
