"""Runs the consumers after each commit, and again until they have caught up."""

from __future__ import annotations

import datetime as dt
import logging
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from cms.publishing.consumers import Consumer, registered
from cms.publishing.entries import current_sequence
from cms.publishing.models import Cursor, Entry

log = logging.getLogger(__name__)

PATIENCE = dt.timedelta(minutes=2)
"""How long a batch may take before its reader counts as dead."""
FIRST_PAUSE = dt.timedelta(seconds=10)
LONGEST_PAUSE = dt.timedelta(hours=1)
"""How long those that act wait after a failure: twice as long after each further one, up to this."""


def notify() -> None:
    """Lets the consumers read on once the running transaction has committed."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(entry[1] is _enqueue for entry in connection.run_on_commit):
        return
    _begin_acting()
    transaction.on_commit(_enqueue, robust=True)


def _begin_acting() -> None:
    """Lets those that act and were never met before begin with what the running transaction writes; its first change is numbered."""
    acting = [consumer.name for consumer in registered() if consumer.acts]
    missing = set(acting) - set(Cursor.objects.filter(pk__in=acting).values_list("pk", flat=True))
    if missing:
        before = current_sequence() - 1
        Cursor.objects.bulk_create(
            [Cursor(consumer=name, sequence=before) for name in sorted(missing)], ignore_conflicts=True
        )


def _enqueue() -> None:
    catch_up_task.enqueue()


@task()
def catch_up_task() -> None:
    """Lets every consumer read to the ledger's end."""
    catch_up_all()


def catch_up_all() -> None:
    """Lets every consumer read to the ledger's end; one that fails stays where it is and does not hold up the others."""
    for consumer in registered():
        try:
            if not is_pausing(consumer):
                catch_up(consumer)
        except Exception as error:
            log.exception("The consumer %s failed; it is tried again later.", consumer.name)
            Cursor.objects.filter(pk=consumer.name).update(
                failures=F("failures") + 1, last_error=repr(error)[:2000], updated_at=timezone.now()
            )


def is_pausing(consumer: Consumer) -> bool:
    """Whether the consumer acts and failed too lately to be tried again."""
    failed = Cursor.objects.filter(pk=consumer.name, failures__gt=0).first() if consumer.acts else None
    if failed is None:
        return False
    pause: dt.timedelta = min(FIRST_PAUSE * 2 ** min(failed.failures - 1, 20), LONGEST_PAUSE)
    return timezone.now() < failed.updated_at + pause


def catch_up(consumer: Consumer) -> None:
    """Hands the consumer all entries after its cursor, in order and in batches; raises what it raises.

    One process reads on for a consumer at a time, so that no old batch overtakes a new one. Who finds it taken may leave: the
    one that reads looks once more after it has let go.
    """
    Cursor.objects.get_or_create(pk=consumer.name, defaults={"sequence": current_sequence() if consumer.acts else 0})
    while lag(consumer) and (claim := _claim(consumer)):
        try:
            _read_on(consumer, claim)
        finally:
            Cursor.objects.filter(pk=consumer.name, claim=claim).update(claim="", claimed_until=None)


def _claim(consumer: Consumer) -> str:
    """The claim on the consumer's cursor; empty if another one holds it."""
    claim, now = uuid4().hex, timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    taken = Cursor.objects.filter(free, pk=consumer.name).update(claim=claim, claimed_until=now + PATIENCE)
    return claim if taken else ""


def _read_on(consumer: Consumer, claim: str) -> None:
    held = Cursor.objects.filter(pk=consumer.name, claim=claim)
    while (position := held.values_list("sequence", flat=True).first()) is not None:
        batch = list(Entry.objects.filter(sequence__gt=position).order_by("sequence")[: consumer.batch])
        if not batch:
            return
        for portion in consumer.portions(batch):
            consumer.handle(portion)
            if not _advance(held, portion[-1]):
                return
        _advance(held, batch[-1])


def _advance(held: QuerySet[Cursor], entry: Entry) -> int:
    """Notes that the entry was read; 0 if the claim was lost."""
    now = timezone.now()
    return held.update(sequence=entry.sequence, failures=0, last_error="", updated_at=now, claimed_until=now + PATIENCE)


def lag(consumer: Consumer) -> int:
    """How many entries the consumer has not read yet."""
    cursor = Cursor.objects.filter(pk=consumer.name).first()
    if cursor is None and consumer.acts:
        return 0
    return Entry.objects.filter(sequence__gt=cursor.sequence if cursor else 0).count()
