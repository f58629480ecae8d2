"""Builds the whole ledger anew, and compares it with content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django_tasks import task

from cms.extend import public_id, registry
from cms.publishing import ledger
from cms.publishing.building import build
from cms.publishing.models import Entry, Reason, State
from cms.publishing.visibility import why_hidden

Report = Callable[[int], None]


def everything() -> Iterator[Any]:
    """Every thing of every public type, public or not."""
    for public in registry().public_types.values():
        yield from public.model._default_manager.order_by("pk").iterator(chunk_size=100)


def count() -> int:
    """How many things `everything` gives."""
    return sum(public.model._default_manager.count() for public in registry().public_types.values())


def rebuild(report: Report = lambda done: None) -> None:
    """Brings every entry to the present state of content and withdraws those that have none; unchanged ones do not move."""
    seen: set[UUID] = set()
    with transaction.atomic():
        for done, thing in enumerate(everything(), start=1):
            ledger.synchronise(thing)
            seen.add(public_id(thing))
            report(done)
        live = Entry.objects.filter(state=State.LIVE).values_list("pk", flat=True)
        ledger.withdraw_all([pk for pk in live if pk not in seen], Reason.DELETED)


@task()
def rebuild_task() -> None:
    """Builds the whole ledger anew."""
    rebuild()


class Difference(NamedTuple):
    """A way in which ledger and content disagree about a thing."""

    kind: str
    id: UUID
    title: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.title} ({self.id})"


def differences() -> Iterator[Difference]:
    """Every difference between ledger and content: missing, stale and surplus entries."""
    live = {entry.pk: entry for entry in Entry.objects.filter(state=State.LIVE)}
    for thing in everything():
        entry = live.pop(public_id(thing), None)
        if why_hidden(thing) is not None:
            if entry:
                yield Difference("surplus", entry.pk, entry.title)
        elif entry is None:
            yield Difference("missing", public_id(thing), str(thing))
        elif not _is_fresh(entry, thing):
            yield Difference("stale", entry.pk, entry.title)
    for entry in live.values():
        yield Difference("surplus", entry.pk, entry.title)


def _is_fresh(entry: Entry, thing: Any) -> bool:
    built = build(thing)
    document, etag = built.dated(first_published_at=entry.first_published_at, updated_at=entry.updated_at)
    return (document, etag) == (entry.document, entry.etag) and ledger.same_index(entry, built)
