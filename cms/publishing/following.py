"""Runs the consumers after each commit, and again until they have caught up."""

from __future__ import annotations

import datetime as dt
import logging
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from cms.publishing.consumers import Consumer, registered
from cms.publishing.models import Cursor, Entry

log = logging.getLogger(__name__)

PATIENCE = dt.timedelta(minutes=2)
"""How long a batch may take before its reader counts as dead."""


def notify() -> None:
    """Lets the consumers read on once the running transaction has committed."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(entry[1] is _enqueue for entry in connection.run_on_commit):
        return
    transaction.on_commit(_enqueue, robust=True)


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
            catch_up(consumer)
        except Exception as error:
            log.exception("The consumer %s failed; it is tried again with the next change.", consumer.name)
            Cursor.objects.filter(pk=consumer.name).update(failures=F("failures") + 1, last_error=repr(error)[:2000])


def catch_up(consumer: Consumer) -> None:
    """Hands the consumer all entries after its cursor, in order and in batches; raises what it raises.

    One process reads on for a consumer at a time, so that no old batch overtakes a new one. Who finds it taken may leave: the
    one that reads looks once more after it has let go.
    """
    Cursor.objects.get_or_create(pk=consumer.name)
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
        consumer.handle(batch)
        held.update(sequence=batch[-1].sequence, failures=0, last_error="", claimed_until=timezone.now() + PATIENCE)


def lag(consumer: Consumer) -> int:
    """How many entries the consumer has not read yet."""
    cursor = Cursor.objects.filter(pk=consumer.name).first()
    return Entry.objects.filter(sequence__gt=cursor.sequence if cursor else 0).count()
