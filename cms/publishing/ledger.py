"""Writes the ledger: every change in the transaction that causes it, numbered in commit order."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

from cms.extend import Occurrence, PointFailed, guard, public_id, registry
from cms.public.reasons import Reason
from cms.public.visibility import why_hidden
from cms.publishing import consumer_runner, incomplete_documents, slugs
from cms.publishing.models import Counter, Entry, EntryState, FacetRow, Milestone, OccurrenceRow, Version
from cms.publishing.serialising import Serialised, as_stored, serialise

log = logging.getLogger(__name__)

ModelKey = tuple[type[Model], Any]


class Effect(IntEnum):
    """How far the change of an entry is seen: not at all, by those that show the thing itself, or by those that show these."""

    NONE = 0
    OWN_PAGE = 1
    CARD_TOO = 2


FINAL = (Reason.DELETED, Reason.ERASED)

TOMBSTONE: dict[str, Any] = {
    "state": EntryState.WITHDRAWN,
    "title": "",
    "sort_key": "",
    "document": "",
    "etag": "",
    "passages": [],
    "last_starts_at": None,
}
"""What an entry says once it is withdrawn, beside the reason."""

AT_A_TIME = 500

BETWEEN_MILESTONES = timedelta(seconds=10)
"""Less than it takes to restore a backup, so that the first change after it is a milestone."""

_quiet: ContextVar[bool] = ContextVar("ledger_quietly", default=False)
_collected: ContextVar[dict[ModelKey, Model] | None] = ContextVar("ledger_bulk", default=None)


@contextmanager
def bulk() -> Iterator[None]:
    """Collects what is published inside and writes it once, at the end; for imports and the demo archive.

    By then everything inside is public, so that each document can already name all others.
    """
    if _collected.get() is not None:
        yield
        return
    things: dict[ModelKey, Model] = {}
    token = _collected.set(things)
    try:
        yield
    finally:
        _collected.reset(token)
    with transaction.atomic():
        # Documents are made from content alone, never from other documents, so that the order does not matter.
        for model, pk in things:
            if (thing := model._default_manager.filter(pk=pk).first()) is not None:
                update_entry(thing)


@contextmanager
def quietly(*, quiet: bool = True) -> Iterator[None]:
    """What changes inside was published or withdrawn by nobody, since a plugin came or went: reactions are not told of it."""
    token = _quiet.set(quiet)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    """Whether what changes just now is to be told to no reaction."""
    return _quiet.get()


def _untold(before: Entry, *, quiet: bool) -> list[str] | None:
    """Who still waits for the change before a quiet one; None if everybody is to be told of it."""
    if not quiet:
        return None
    if before.state == EntryState.WITHDRAWN and before.untold is not None:
        return list(before.untold)
    waiting = consumer_runner.waiting_for(before.sequence)
    return waiting if before.untold is None else [name for name in before.untold if name in waiting]


def is_collecting() -> bool:
    """Whether publications are only noted just now, by `bulk`."""
    return _collected.get() is not None


@transaction.atomic(savepoint=False)
def update_entry(thing: Any, *, as_is: bool = False) -> Effect:
    """Brings the ledger's entry of the thing to its present state; how far its change is seen.

    The thing is read again from the database, unless it is to be taken `as_is` because its lines are about to be stored.
    """
    if registry().type_of(type(thing)) is None:
        return Effect.NONE
    things = _collected.get()
    if things is not None:
        things[type(thing), thing.pk] = thing
        return Effect.NONE
    lock_sequence()
    if as_is:
        _forget_others(thing)
    stored = thing if as_is else as_stored(thing)
    if stored is None:
        return _withdrawn(public_id(thing), Reason.DELETED)
    with guard.noticing() as lacking:
        reason = why_hidden(stored)
        effect = _publish(stored) if reason is None else _withdrawn(public_id(stored), reason)
    incomplete_documents.note(stored, lacking)
    return effect


def _forget_others(thing: Any) -> None:
    """Lets what the thing and its lines refer to be read again: somebody may have changed it before the lock, or not stored it at all."""
    lines = [
        line
        for relation in get_all_child_relations(type(thing))
        for line in getattr(thing, relation.get_accessor_name()).all()
    ]
    for each in [thing, *lines]:
        for field in each._meta.concrete_fields:
            if field.is_relation and not isinstance(field, ParentalKey) and field.is_cached(each):
                field.delete_cached_value(each)


def _withdrawn(entry_id: UUID, reason: Reason) -> Effect:
    return Effect.CARD_TOO if withdraw(entry_id, reason) else Effect.NONE


def _publish(thing: Any) -> Effect:
    try:
        built = serialise(thing)
    except PointFailed:
        # The plugin's fault must not stop the editor; the thing is built anew after a while.
        log.exception("%s stays in the ledger as it was.", thing)
        return Effect.NONE
    before = Entry.objects.filter(pk=built.id).first()
    first = before.first_published_at if before else getattr(thing, "first_published_at", None) or timezone.now()
    effect = Effect.CARD_TOO
    if before and before.state == EntryState.LIVE:
        document, _ = built.dated(first_published_at=first, updated_at=date_of(before))
        if document == before.document and same_index(before, thing, built):
            return Effect.NONE
        effect = Effect.OWN_PAGE if _same_card(before, built) else Effect.CARD_TOO
    _write(thing, built, before=before, first_published_at=first, known=_known_version(before, built))
    return effect


def _same_card(before: Entry, built: Serialised) -> bool:
    """Whether others show the thing as before: its name, its address, when it takes place, and what it is found under."""
    columns = ("title", "path", "starts_at", "last_starts_at", "ends_at")
    return all(getattr(before, name) == getattr(built, name) for name in columns) and before.facets == built.facets


def date_of(entry: Entry) -> datetime:
    """The date that a live entry's document bears: that of its last change. Of what came back as it was, the entry is dated later."""
    return datetime.fromisoformat(json.loads(entry.document)["updated_at"])


def _known_version(before: Entry | None, built: Serialised) -> Version | None:
    """The last published version of what was withdrawn, if it comes back unchanged: then the document is the former one."""
    if before is None or before.state == EntryState.LIVE:
        return None
    last = Version.objects.filter(entry_id=before.pk).exclude(document="").order_by("-sequence").first()
    if last is None:
        return None
    dates = {"first_published_at": before.first_published_at, "updated_at": last.published_at}
    return last if built.dated(**dates) == (last.document, last.etag) else None


def same_occurrences(before: Entry, built: Serialised) -> bool:
    """Whether the entry takes place just when the thing does as it stands now."""
    if not built.rows and before.last_starts_at is None:
        return True
    return tuple(sorted(before.occurrence_rows.values_list(*Occurrence._fields))) == built.rows


def same_index(before: Entry, thing: Any, built: Serialised) -> bool:
    """Whether the entry is found and sorted just as the thing as it stands now."""
    columns = _columns(thing, built)
    same = all(getattr(before, name) == value for name, value in columns.items())
    return same and before.facets == built.facets and same_occurrences(before, built)


def _columns(thing: Any, built: Serialised) -> dict[str, Any]:
    """What the entry says beside document, number and dates."""
    return {
        "type": built.type,
        "locale": built.locale,
        "translation_key": built.translation_key,
        "site": built.site,
        "path": built.path,
        "title": built.title,
        "sort_key": built.sort_key,
        "starts_at": built.starts_at,
        "last_starts_at": built.last_starts_at,
        "ends_at": built.ends_at,
        "passages": [list(passage) for passage in built.passages],
        "content_type_id": ContentType.objects.get_for_model(thing).pk,
        "object_pk": str(thing.pk),
        "counted_in": [list(key) for key in built.counted_in],
    }


def _write(
    thing: Any, built: Serialised, *, before: Entry | None, first_published_at: datetime, known: Version | None
) -> None:
    now, sequence = _time_of_change(), next_sequence()
    changed_at = known.published_at if known else now
    document, etag = built.dated(first_published_at=first_published_at, updated_at=changed_at)
    columns = {
        **_columns(thing, built),
        "sequence": sequence,
        "state": EntryState.LIVE,
        "reason": "",
        "first_published_at": first_published_at,
        "updated_at": now,
        "document": document,
        "etag": etag,
        "untold": _untold(before, quiet=_is_no_publication(thing, before, known)) if before else None,
    }
    entry = before or Entry(pk=built.id)
    # Nobody else writes it meanwhile: the counter is locked.
    if before is None or not Entry.objects.filter(pk=built.id).update(**columns):
        entry = Entry.objects.create(pk=built.id, **columns)
    slugs.note(thing, built)
    _write_facets(entry, built)
    _write_occurrences(entry, built, before)
    Version.objects.create(
        entry_id=built.id,
        sequence=sequence,
        document=document,
        facets=sorted([name, value] for name, value, _ in built.facets),
        etag=etag,
        published_at=changed_at,
    )
    consumer_runner.notify()


def _is_no_publication(thing: Any, before: Entry, known: Version | None) -> bool:
    """Whether nobody has published or changed the thing; what comes back with its plugin as it was is found before its time, too."""
    is_return = before.state == EntryState.WITHDRAWN and before.untold is not None and known is not None
    return is_return or (_quiet.get() and not incomplete_documents.lacks_document(thing))


def _write_facets(entry: Entry, built: Serialised) -> None:
    if entry.facets == built.facets:
        return
    entry.facet_rows.all().delete()
    FacetRow.objects.bulk_create(
        FacetRow(entry=entry, name=name, value=value, label=label) for name, value, label in sorted(built.facets)
    )


def _write_occurrences(entry: Entry, built: Serialised, before: Entry | None) -> None:
    if before is not None and before.last_starts_at is not None:
        entry.occurrence_rows.all().delete()
    OccurrenceRow.objects.bulk_create(OccurrenceRow(entry=entry, **each._asdict()) for each in built.rows)


@transaction.atomic
def withdraw(entry_id: UUID, reason: Reason) -> bool:
    """Leaves a tombstone with the reason where an entry was live, or went with its plugin; whether there was one.

    The tombstone keeps what is needed to forget the thing: its id, type, language and path, no title and no text. A deletion
    is told even where something was withdrawn before, since it is final.
    """
    lock_sequence()
    known = Entry.objects.filter(pk=entry_id)
    known = known.exclude(reason__in=FINAL) if reason in FINAL else _present(known)
    if not known.exists():
        return False
    _forget_rows([entry_id])
    if reason in FINAL:
        slugs.forget(entry_id)
    if reason == Reason.ERASED:
        Version.objects.filter(Q(entry_id=entry_id) | Q(document__contains=str(entry_id))).delete()
    untold = _untold(known.get(), quiet=_quiet.get())
    now, sequence = _time_of_change(), next_sequence()
    known.update(updated_at=now, sequence=sequence, reason=reason, untold=untold, **TOMBSTONE)
    if reason not in FINAL:
        Version.objects.bulk_create([_absence(entry_id, sequence, now)])
    consumer_runner.notify()
    return True


@transaction.atomic
def withdraw_all(entry_ids: Iterable[UUID], reason: Reason) -> None:
    """Tombstones for all of these that are live; a deletion is told of each by itself, since it may be told again."""
    if reason in FINAL:
        for entry_id in entry_ids:
            withdraw(entry_id, reason)
        return
    lock_sequence()
    wanted = list(entry_ids)
    for start in range(0, len(wanted), AT_A_TIME):
        present = _present(Entry.objects.filter(pk__in=wanted[start : start + AT_A_TIME]))
        _withdraw_some(list(present.order_by("sequence").only("pk", "sequence", "state", "untold")), reason)


def _present(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those that are live; and those that went with their plugin, unless it is going just now: nobody has been told that they are gone."""
    return entries.filter(Q(state=EntryState.LIVE) | (Q() if _quiet.get() else Q(untold__isnull=False)))


def _withdraw_some(entries: list[Entry], reason: Reason) -> None:
    if not entries:
        return
    keys, now = [entry.pk for entry in entries], _time_of_change()
    _forget_rows(keys)
    for entry, sequence in zip(entries, next_sequences(len(entries)), strict=True):
        entry.untold = _untold(entry, quiet=_quiet.get())
        entry.sequence = sequence
    Entry.objects.bulk_update(entries, ["sequence", "untold"])
    Entry.objects.filter(pk__in=keys).update(reason=reason, updated_at=now, **TOMBSTONE)
    Version.objects.bulk_create(_absence(entry.pk, entry.sequence, now) for entry in entries)
    consumer_runner.notify()


def _absence(entry_id: UUID, sequence: int, at: datetime) -> Version:
    """Says that the thing was not public from then on: who has read that far does not hold it, and need not be told to forget it again."""
    return Version(entry_id=entry_id, sequence=sequence, document="", etag="", published_at=at)


def _forget_rows(entry_ids: list[UUID]) -> None:
    FacetRow.objects.filter(entry__in=entry_ids).delete()
    OccurrenceRow.objects.filter(entry__in=entry_ids).delete()


def _time_of_change() -> datetime:
    """Now, and never earlier than the change before, whatever has happened to the clock: who asks by date misses nothing."""
    last = Entry.objects.order_by("-sequence").values_list("updated_at", flat=True).first()
    return max(timezone.now(), last) if last else timezone.now()


def lock_sequence() -> None:
    """Lets no one else publish until the transaction ends.

    Comes before anything is read for a document: who waited here sees all that the one before has changed. On SQLite a
    transaction that writes is alone from its beginning.
    """
    if connection.features.has_select_for_update and not _locked():
        Counter.objects.get_or_create(pk=1)
        _locked()


def _locked() -> list[int]:
    return list(_counter().select_for_update().values_list("value", flat=True))


def next_sequence() -> int:
    """The next number; its row stays locked until the transaction ends, so that numbers become visible in order."""
    return next_sequences(1)[0]


def next_sequences(count: int) -> range:
    """As many next numbers, of which the same holds."""
    if not _counter().update(value=F("value") + count):
        Counter.objects.get_or_create(pk=1)
        _counter().update(value=F("value") + count)
    last, marked_at = Counter.objects.values_list("value", "marked_at").get(pk=1)
    sequences = range(last - count + 1, last + 1)
    if marked_at is None or abs(timezone.now() - marked_at) >= BETWEEN_MILESTONES:
        Milestone.objects.create(sequence=sequences[0])
        _counter().update(marked_at=timezone.now())
    return sequences


def _counter() -> QuerySet[Counter]:
    return Counter.objects.filter(pk=1)
