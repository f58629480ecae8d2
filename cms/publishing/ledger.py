"""Writes the ledger: every change in the transaction that causes it, numbered in commit order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from cms.extend import public_id, registry
from cms.publishing import following
from cms.publishing.building import Built, build
from cms.publishing.models import Counter, Entry, FacetRow, Reason, State, Version
from cms.publishing.visibility import why_hidden

Key = tuple[type[Model], Any]

_collected: ContextVar[dict[Key, Model] | None] = ContextVar("ledger_bulk", default=None)


@contextmanager
def bulk() -> Iterator[None]:
    """Collects what is published inside and writes it once, at the end; for imports and the demo archive."""
    if _collected.get() is not None:
        yield
        return
    things: dict[Key, Model] = {}
    token = _collected.set(things)
    try:
        yield
    finally:
        _collected.reset(token)
    with transaction.atomic():
        for model, pk in things:
            if (thing := model._default_manager.filter(pk=pk).first()) is not None:
                synchronise(thing)
        # A second pass, since cards show only what was already public in the first one.
        for model, pk in things:
            if (thing := model._default_manager.filter(pk=pk).first()) is not None:
                synchronise(thing)


@transaction.atomic
def synchronise(thing: Any) -> bool:
    """Brings the ledger's entry of the thing to its present state; whether what others show of it has changed."""
    if registry().type_of(type(thing)) is None:
        return False
    things = _collected.get()
    if things is not None:
        things[type(thing), thing.pk] = thing
        return False
    reason = why_hidden(thing)
    return publish(thing) if reason is None else withdraw(public_id(thing), reason)


@transaction.atomic
def publish(thing: Any) -> bool:
    """Writes the thing's document if it differs from the one that is public; whether its face changed."""
    built = build(thing)
    before = Entry.objects.filter(pk=built.id).first()
    live = before is not None and before.state == State.LIVE
    first = before.first_published_at if before else getattr(thing, "first_published_at", None) or timezone.now()
    if before and live:
        document, _ = built.dated(first_published_at=first, updated_at=before.updated_at)
        if document == before.document and same_index(before, built):
            return False
    changed = not (before and live) or _face(before) != (built.title, built.path) or not _same_facets(before, built)
    _write(thing, built, first_published_at=first)
    return changed


def _face(entry: Entry) -> tuple[str, str]:
    return entry.title, entry.path


def _same_facets(before: Entry, built: Built) -> bool:
    return set(before.facet_rows.values_list("name", "value", "label")) == built.facets


def same_index(before: Entry, built: Built) -> bool:
    """Whether the entry is found and sorted just as the thing as it stands now."""
    stored = [tuple(passage) for passage in before.passages]
    return (
        stored == [tuple(passage) for passage in built.passages]
        and _face(before) == (built.title, built.path)
        and before.sort_key == built.sort_key
        and _same_facets(before, built)
    )


def _write(thing: Any, built: Built, *, first_published_at: datetime) -> None:
    sequence, now = next_sequence(), timezone.now()
    document, etag = built.dated(first_published_at=first_published_at, updated_at=now)
    entry, _ = Entry.objects.update_or_create(
        pk=built.id,
        defaults={
            "sequence": sequence,
            "state": State.LIVE,
            "reason": "",
            "type": built.type,
            "locale": built.locale,
            "translation_key": built.translation_key,
            "site": built.site,
            "path": built.path,
            "title": built.title,
            "sort_key": built.sort_key,
            "starts_at": built.window.starts_at if built.window else None,
            "ends_at": built.window.ends_at if built.window else None,
            "first_published_at": first_published_at,
            "updated_at": now,
            "document": document,
            "etag": etag,
            "passages": [list(passage) for passage in built.passages],
            "content_type": ContentType.objects.get_for_model(thing, for_concrete_model=True),
            "object_pk": str(thing.pk),
        },
    )
    _write_facets(entry, built)
    Version.objects.create(entry_id=built.id, sequence=sequence, document=document, etag=etag, published_at=now)
    following.notify()


def _write_facets(entry: Entry, built: Built) -> None:
    if _same_facets(entry, built):
        return
    entry.facet_rows.all().delete()
    FacetRow.objects.bulk_create(
        FacetRow(entry=entry, name=name, value=value, label=label) for name, value, label in sorted(built.facets)
    )


@transaction.atomic
def withdraw(entry_id: UUID, reason: Reason) -> bool:
    """Leaves a tombstone with the reason where a live entry was; whether there was one.

    A deletion is told even where something was withdrawn before, since it is final.
    """
    known = Entry.objects.filter(pk=entry_id)
    known = known.exclude(reason=reason) if reason == Reason.DELETED else known.filter(state=State.LIVE)
    changed = known.exists()
    if changed:
        Entry.objects.filter(pk=entry_id).update(
            sequence=next_sequence(),
            state=State.WITHDRAWN,
            reason=reason,
            document="",
            etag="",
            passages=[],
            updated_at=timezone.now(),
        )
        following.notify()
    return changed


@transaction.atomic
def withdraw_all(entry_ids: Iterable[UUID], reason: Reason) -> None:
    """Tombstones for all of these that are live."""
    for entry_id in entry_ids:
        withdraw(entry_id, reason)


def next_sequence() -> int:
    """The next number; its row stays locked until the transaction ends, so that numbers become visible in order."""
    if not Counter.objects.filter(pk=1).update(value=F("value") + 1):
        Counter.objects.get_or_create(pk=1)
        Counter.objects.filter(pk=1).update(value=F("value") + 1)
    return Counter.objects.values_list("value", flat=True).get(pk=1)
