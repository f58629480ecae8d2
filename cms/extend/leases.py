"""Work that one process does at a time, and that is tried again until it succeeds.

A row of a model that inherits `Lease` stands for the work. Who wants to do it holds the row:

    with hold(Cursor.objects.filter(pk="search")) as lease:
        if lease:                   # nobody else does it, and its time has come
            ...
            lease.keep(sequence=7)  # notes what is done; False if somebody else has taken over

What ends well is due at once; what raises is due after a pause that doubles with each failure. While the work goes on a heartbeat
keeps the lease; when its process dies the lease runs out, and the next one takes it over. That counts as a failure too, since the
work itself may be what killed the process: the first time it is due at once, then after the same pauses.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.extend.limits import BrokenOff, Misbehaved, ToldToEnd
from cms.extend.pauses import Pauses
from cms.extend.points import PointFailed

log = logging.getLogger(__name__)

PATIENCE = dt.timedelta(seconds=20)
"""How long a lease lasts without a heartbeat."""
TOO_FAR = 6 * PATIENCE
"""No lease lasts as long; one that seems to was taken before the clock was put back."""
HEARTBEAT = 5.0
"""Seconds between two heartbeats."""
LONGEST_ERROR = 2000
"""Characters of an error that are kept."""


class Lease(models.Model):
    """Who does the work just now, how often it has failed since it last succeeded, and when it is tried again."""

    claim = models.CharField(max_length=32, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def is_held(self, at: dt.datetime) -> bool:
        """Whether a process holds it, that has not died."""
        return self.claimed_until is not None and at < self.claimed_until <= at + TOO_FAR


LONGEST_PAUSE = dt.timedelta(hours=1)
USUAL = Pauses(dt.timedelta(seconds=10), LONGEST_PAUSE)
NONE = Pauses(dt.timedelta(0), dt.timedelta(0))
ALWAYS = Q()


@dataclass(frozen=True)
class Held:
    """A lease that this process holds."""

    row: QuerySet[Any]
    claim: str = field(default_factory=lambda: uuid4().hex)

    @property
    def _own(self) -> QuerySet[Any]:
        return self.row.filter(claim=self.claim)

    def take(self, when: Q, *, at: dt.datetime, pauses: Pauses = USUAL) -> bool:
        """Whether the lease was free and due, and is this process's now; that its holder died is noted as a failure before."""
        count_dead(self.row, pauses, at=at)
        return bool(self.row.filter(free(at), due(at), when).update(claim=self.claim, claimed_until=at + PATIENCE))

    def keep(self, **values: Any) -> bool:
        """Holds it for longer and stores the values with it; False, and nothing is stored, if somebody else has taken over."""
        return bool(self._own.update(claimed_until=timezone.now() + PATIENCE, **values))

    def value(self, name: str) -> Any:
        """A value of the row as it is stored now; None if somebody else has taken over."""
        return self._own.values_list(name, flat=True).first()

    def release(self, **values: Any) -> None:
        """Lets go after success."""
        self._own.update(claim="", claimed_until=None, failures=0, last_error="", next_try_at=None, **values)

    def give_up(self) -> None:
        """Lets go of work that is neither done nor has failed; it is due as it was."""
        self._own.update(claim="", claimed_until=None)

    def fail(self, error: BaseException, pauses: Pauses) -> None:
        """Lets go after a failure, with its error and the time of the next try."""
        failures = (self.value("failures") or 0) + 1
        self._own.update(
            claim="",
            claimed_until=None,
            failures=F("failures") + 1,
            last_error=in_words(error)[:LONGEST_ERROR],
            next_try_at=timezone.now() + pauses.after(failures),
        )


def in_words(error: BaseException) -> str:
    """What somebody can do something about; else the error as programmers write it."""
    if isinstance(error, Misbehaved | BrokenOff):
        return str(error.reason)
    if isinstance(error, PointFailed):
        return f"{error}: {in_words(error.__cause__)}" if error.__cause__ else str(error)
    return " ".join(error.messages) if isinstance(error, ValidationError) else repr(error)


def free(at: dt.datetime) -> Q:
    """The condition that nobody holds a lease, or only a process that has died; it may have died before the clock was put back."""
    return Q(claimed_until=None) | _is_dead(at)


def _is_dead(at: dt.datetime) -> Q:
    return Q(claimed_until__lt=at) | Q(claimed_until__gt=at + TOO_FAR)


def count_dead(rows: QuerySet[Any], pauses: Pauses = USUAL, *, at: dt.datetime) -> None:
    """Frees those of the leases whose process died, and notes that as a failure of the work, which may have killed it."""
    for dead in rows.filter(_is_dead(at)):
        failures = dead.failures + 1
        # Somebody may have ended the process for another reason, and its lease has lasted as long as a pause already.
        next_try_at = at + pauses.after(failures) if failures > 1 else None
        rows.filter(_is_dead(at), pk=dead.pk, claim=dead.claim).update(
            claim="",
            claimed_until=None,
            failures=failures,
            last_error=str(_("The process that ran it died.")),
            next_try_at=next_try_at,
        )


def due(at: dt.datetime) -> Q:
    """The condition that the time of the next try has come; one further away than the longest pause was set before the clock was put back."""
    return Q(next_try_at=None) | Q(next_try_at__lte=at) | Q(next_try_at__gt=at + LONGEST_PAUSE)


@contextmanager
def hold(
    row: QuerySet[Any], *, when: Q = ALWAYS, pauses: Pauses = USUAL, longest: dt.timedelta | None = None
) -> Iterator[Held | None]:
    """The lease on the work of this row; None while somebody else has it, before its time, and unless `when` holds.

    What is raised within is noted, and raised; being told to end is no failure. What takes longer than `longest` counts as dead, and others may begin anew.
    """
    lease = Held(row)
    if not lease.take(when, at=timezone.now(), pauses=pauses):
        yield None
        return
    try:
        with _heartbeat(lease, longest=longest):
            yield lease
    except ToldToEnd:
        lease.give_up()
        raise
    except (Exception, BrokenOff) as error:
        lease.fail(error, pauses)
        raise
    else:
        lease.release()


@contextmanager
def _heartbeat(lease: Held, *, longest: dt.timedelta | None) -> Iterator[None]:
    """Keeps the lease meanwhile, however long one step of the work takes."""
    stop, began = Event(), monotonic()

    def beat() -> None:
        while not stop.wait(HEARTBEAT) and (longest is None or monotonic() - began < longest.total_seconds()):
            try:
                if not lease.keep():
                    return
            except Exception:
                # A database that is busy or away: the next beat may come through before the lease has run out.
                log.warning("The heartbeat of %s was lost.", lease.row.model.__name__, exc_info=True)
            finally:
                connection.close()

    thread = Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
