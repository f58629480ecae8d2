"""Runs the consumers after each commit, and again until they have caught up."""

from __future__ import annotations

import logging
from math import inf
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cms.extend.leases import NONE, USUAL, Held, hold
from cms.extend.limits import end_if_told
from cms.extend.queue import FIRST
from cms.extend.transactions import wanted_after_commit
from cms.publishing.consumers import Consumer, registered
from cms.publishing.models import Cursor, Entry
from cms.publishing.reading.sequence import current_sequence

log = logging.getLogger(__name__)

TURN = 10.0
"""Seconds after which one that acts lets others go on, such as what is to be published at its hour; the worker's next round gives it another turn."""


def notify() -> None:
    """Lets the consumers read on once the running transaction has committed."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and _enqueue in wanted_after_commit():
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


def waiting_for(sequence: int) -> list[str]:
    """Names of those that act and have not read as far as this number."""
    acting = [consumer.name for consumer in registered() if consumer.acts]
    return sorted(Cursor.objects.filter(pk__in=acting, sequence__lt=sequence).values_list("pk", flat=True))


def _enqueue() -> None:
    catch_up_task.enqueue()


@task(priority=FIRST)
def catch_up_task() -> None:
    """Lets every consumer read to the ledger's end."""
    catch_up_all()


def catch_up_all() -> None:
    """Lets every consumer read to the ledger's end; one that fails stays where it is and does not hold up the others."""
    for consumer in registered():
        end_if_told()
        try:
            catch_up(consumer)
        except Exception:
            log.exception("The consumer %s failed; it is tried again later.", consumer.name)


def catch_up(consumer: Consumer) -> None:
    """Hands the consumer all entries after its cursor, in order and in batches; raises what it raises.

    One process reads on for a consumer at a time, so that no old batch overtakes a new one. Who finds it taken may leave: the
    one that reads looks once more after it has let go. One that acts on the world waits after a failure; what it is told may take it
    long, or change the ledger again and again, so that it reads on for a `TURN` and no longer.
    """
    until = monotonic() + TURN if consumer.acts else inf
    begins_at = current_sequence() if consumer.acts else 0
    cursor, _created = Cursor.objects.get_or_create(pk=consumer.name, defaults={"sequence": begins_at})
    row = Cursor.objects.filter(pk=consumer.name)
    while cursor.failures or _is_behind(consumer):
        cursor.failures = 0
        with hold(row, pauses=USUAL if consumer.acts else NONE) as lease:
            if lease is None:
                return
            _read_on(consumer, lease, until)
        if monotonic() >= until:
            return


def _is_behind(consumer: Consumer) -> bool:
    """Whether there is something to read; so it is, too, where that cannot be told, since this is noted as its failure then."""
    try:
        return lag(consumer) > 0
    except Exception:  # noqa: BLE001 - raised again, and noted, where it is read on
        return True


def _read_on(consumer: Consumer, lease: Held, until: float) -> None:
    while (position := lease.value("sequence")) is not None:
        if consumer.position:
            position = consumer.position()
        batch = list(Entry.objects.filter(sequence__gt=position).order_by("sequence")[: consumer.batch])
        if not batch:
            return
        for portion in consumer.portions(batch):
            end_if_told()
            consumer.handle(portion)
            if not _advance(lease, portion[-1]) or monotonic() >= until:
                return
        _advance(lease, batch[-1])


def _advance(lease: Held, entry: Entry) -> bool:
    """Notes that the entry was read; False if somebody else has taken over."""
    return lease.keep(sequence=entry.sequence, failures=0, last_error="", updated_at=timezone.now())


def lag(consumer: Consumer) -> int:
    """How many entries the consumer has not read yet; raises what it raises when it is asked how far it is."""
    if consumer.position:
        return Entry.objects.filter(sequence__gt=consumer.position()).count()
    cursor = Cursor.objects.filter(pk=consumer.name).first()
    if cursor is None and consumer.acts:
        return 0
    return Entry.objects.filter(sequence__gt=cursor.sequence if cursor else 0).count()
