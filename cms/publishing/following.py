"""Runs the consumers after each commit, and again until they have caught up."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F
from django_tasks import task

from cms.publishing.consumers import Consumer, registered
from cms.publishing.models import Cursor, Entry

log = logging.getLogger(__name__)


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
    """Hands the consumer all entries after its cursor, in order and in batches; raises what it raises."""
    cursor, _ = Cursor.objects.get_or_create(pk=consumer.name)
    position = cursor.sequence
    while batch := list(Entry.objects.filter(sequence__gt=position).order_by("sequence")[: consumer.batch]):
        consumer.handle(batch)
        position = batch[-1].sequence
        Cursor.objects.filter(pk=consumer.name).update(sequence=position, failures=0, last_error="")


def lag(consumer: Consumer) -> int:
    """How many entries the consumer has not read yet."""
    cursor = Cursor.objects.filter(pk=consumer.name).first()
    return Entry.objects.filter(sequence__gt=cursor.sequence if cursor else 0).count()
