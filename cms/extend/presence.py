"""Whether a worker runs: each leaves word in the database while it lives, so that others know when one was last seen."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from cms.extend.models import JobRun

log = logging.getLogger(__name__)

EVERY = dt.timedelta(seconds=30)
"""How often word is left, however many workers there are."""
PATIENCE = 3 * EVERY
"""Whoever has left no word for as long runs no more."""

_PLUGIN, _JOB = "", "worker"
"""What its row among the jobs is called; no plugin has this slug."""


def last_seen() -> dt.datetime | None:
    """When a worker last left word; None if none ever has."""
    return JobRun.objects.filter(plugin=_PLUGIN, job=_JOB).values_list("ran_at", flat=True).first()


def is_present(seen: dt.datetime | None) -> bool:
    """Whether one runs that was last seen then; word from a time to come was left before the clock was put back."""
    return seen is not None and abs(timezone.now() - seen) <= PATIENCE


@contextmanager
def kept_seen() -> Iterator[None]:
    """Leaves word at once, and again and again until the block is left, however long one step of the work takes."""
    stop = Event()

    def beat() -> None:
        while not stop.wait(EVERY.total_seconds()):
            try:
                leave_word()
            finally:
                connection.close()

    leave_word()
    thread = Thread(target=beat, name="presence", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # No longer: it may wait for a database that is busy, and has nothing to say that matters any more.
        thread.join(timeout=1)


def leave_word() -> None:
    """Notes that a worker is seen just now, unless that was noted a moment ago; a database that is away is logged, and costs nothing else."""
    try:
        now, seen = timezone.now(), last_seen()
        if seen is None or not dt.timedelta(0) <= now - seen < EVERY:
            JobRun.objects.update_or_create(plugin=_PLUGIN, job=_JOB, defaults={"ran_at": now})
    except DatabaseError as error:
        log.warning("The worker cannot leave word that it runs: %s", error)
