"""Builds the indices that need it, one at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import OperationalError, ProgrammingError
from django.db.models import Q
from django.utils import timezone

from cms.extend.leases import due, free, hold
from cms.publishing.consumer_runner import catch_up
from cms.publishing.reading.sequence import is_empty
from search.engines.base import Engine, EngineError
from search.index_consumers import CONSUMER, FALLBACK
from search.indexing import Busy, Report, rebuild
from search.models import Rebuild
from search.service import embedded, engine
from search.standing import compare, engines

log = logging.getLogger(__name__)

PATIENCE = 600.0
"""Seconds that somebody who asks for a rebuild waits for the one that goes on."""


def keep_indices(meanwhile: Callable[[], None] = lambda: None) -> None:
    """Builds each index that is missing or outdated, or whose building has failed or died; again and again, after growing pauses."""
    for target in engines():
        standing = compare(target)
        if (standing.outdated or _is_unfinished(target)) and _is_due(target):
            log.warning("The search index is built anew: %s", standing)
            try:
                rebuild(target, lambda done: meanwhile())
                follow(target)
            except Busy:
                continue
            except EngineError as error:
                log.error("The search index could not be built: %s", error)


def begin() -> None:
    """Gives a ledger in which nothing stands yet an index of nothing, which it can be followed with from its first change on.

    Only the embedded one, and only where there is none: what belongs to another ledger may have been reached by mistake.
    """
    try:
        if is_empty() and not embedded().exists():
            rebuild(embedded())
    except (OperationalError, ProgrammingError):
        return  # Not all migrations have run.
    except EngineError:
        log.exception("There is no search index yet; `manage.py search rebuild` makes one.")


def _is_unfinished(target: Engine) -> bool:
    """Whether somebody has begun to build the index, and has not succeeded."""
    now = timezone.now()
    died = free(now) & ~Q(claimed_until=None)
    return Rebuild.objects.filter(Q(failures__gt=0) | died, pk=target.name).exists()


def _is_due(target: Engine) -> bool:
    return not Rebuild.objects.filter(pk=target.name).exclude(due(timezone.now())).exists()


def rebuild_now(target: Engine, report: Report = lambda done: None, *, waits: Callable[[], None] = lambda: None) -> int:
    """Builds the index anew, after another process that does so has ended; does not wait for the next try of one that failed."""
    deadline, told = time.monotonic() + PATIENCE, False
    while True:
        _forget_pause(target)
        try:
            count = rebuild(target, report)
        except Busy:
            if time.monotonic() > deadline:
                raise
            if not told:
                waits()
            told = True
            time.sleep(0.5)
        else:
            follow(target)
            return count


def roll_back(target: Engine) -> None:
    """Lets the former index answer again, and brings it up to date."""
    Rebuild.objects.get_or_create(pk=target.name)
    _forget_pause(target)
    with hold(Rebuild.objects.filter(pk=target.name)) as lease:
        if lease is None:
            raise Busy("Another process builds the search index just now; ask again when it has ended.")
        target.rollback()
    follow(target)


def follow(target: Engine) -> None:
    """Brings the index up to date."""
    catch_up(CONSUMER if target is engine() else FALLBACK)


def warn() -> None:
    """Writes into the log what is wrong with an index; asked when a server starts."""
    for target in engines():
        if fault := compare(target).fault:
            log.warning("The search index of %s does not answer as it should: %s", target.name, fault)


def _forget_pause(target: Engine) -> None:
    Rebuild.objects.filter(free(timezone.now()), pk=target.name).exclude(next_try_at=None).update(next_try_at=None)
