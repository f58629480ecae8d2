"""Builds the whole ledger anew, and compares it with content."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django_tasks import task

from cms.extend import PublicType, public_id, registry
from cms.extend.leases import in_words
from cms.extend.queue import enqueue_after_commit, is_waiting, wait_for_worker
from cms.extend.reserved import CORE
from cms.public.reasons import Reason
from cms.public.visibility import why_hidden
from cms.publishing import ledger
from cms.publishing.dependants import NotBuilt, ThingKey, load, try_again
from cms.publishing.models import Cursor, Entry, EntryState
from cms.publishing.one_of_many import alone, moments
from cms.publishing.reading.entries import live_entries
from cms.publishing.reading.sequence import is_empty
from cms.publishing.serialising import key_of, serialise

log = logging.getLogger(__name__)

AT_A_TIME = 50

FORM = 6
"""Counted up when code writes documents in another way."""
FORM_CURSOR = "form of documents"
Report = Callable[[int], None]


def everything(unclear: dict[str, str]) -> Iterator[Any]:
    """Every thing of every public type, public or not; types whose things cannot be read go to `unclear`, each with the reason."""
    for name, public in registry().public_types.items():
        try:
            keys = alone(_keys, public.model)
            for start in range(0, len(keys), AT_A_TIME):
                yield from alone(_things, public.model, keys[start : start + AT_A_TIME])
        except Exception as error:
            log.exception("Things of the type %s cannot be read.", name)
            unclear[name] = f"{name}: {in_words(error)}"


def _keys(model: type[Model]) -> list[Any]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))


def _things(model: type[Model], keys: list[Any]) -> list[Any]:
    return list(model._base_manager.filter(pk__in=keys).order_by("pk"))


def count() -> int:
    """How many things `everything` gives."""
    total = 0
    for public in registry().public_types.values():
        # Who goes through the things says why these cannot be read.
        with suppress(Exception):
            total += len(alone(_keys, public.model))
    return total


def rebuild(report: Report = lambda done: None) -> list[str]:
    """Brings every entry to the present state of content and withdraws those that have none; unchanged ones do not move.

    For a moment at a time, so that editors can publish meanwhile. Returns what is wrong with those that could not be built, which are
    tried again.
    """
    faults, unclear = _rebuild(report)
    return [*faults.values(), *unclear.values()]


def _rebuild(report: Report) -> tuple[dict[ThingKey, str], dict[str, str]]:
    """What is wrong with things that could not be built, and with types whose things could not be read."""
    faults: dict[ThingKey, str] = {}
    unclear: dict[str, str] = {}
    seen: set[UUID] = set()
    for some in moments(enumerate(everything(unclear), start=1)):
        # What is written anew because code or plugins changed was published by nobody.
        with transaction.atomic(), ledger.quietly():
            for done, thing in some:
                seen.add(public_id(thing))
                faults |= _rebuilt(thing)
                report(done)
    with transaction.atomic():
        ledger.lock_sequence()
        # What belongs to a missing plugin is kept, and hidden until it is back.
        live = live_entries().only("pk", "type", "content_type", "object_pk")
        unseen = [entry for entry in live if entry.pk not in seen and entry.type not in unclear]
        ledger.withdraw_all([entry.pk for entry in unseen if _is_orphan(entry)], Reason.DELETED)
    try_again(faults, quiet=True)
    if not unclear:
        note_form()
    return faults, unclear


def form() -> int:
    """A number for what all documents depend on beside content: this code, the address, the installation's name, the plugins."""
    plugins = sorted((plugin.slug, plugin.version) for plugin in settings.PLUGINS.found)
    told = repr((FORM, settings.BASE_URL, settings.WAGTAIL_SITE_NAME, plugins))
    return int.from_bytes(sha256(told.encode()).digest()[:7])


def note_form() -> None:
    """Notes that all documents are written as this process writes them."""
    Cursor.objects.update_or_create(pk=FORM_CURSOR, defaults={"sequence": form()})


def forget_form() -> None:
    """Notes that documents are to be built anew, until that is done."""
    Cursor.objects.filter(pk=FORM_CURSOR).delete()


def is_outdated() -> bool:
    """Whether documents may be written as another process writes them: of other code, another address, with other plugins."""
    return not Cursor.objects.filter(pk=FORM_CURSOR, sequence=form()).exists()


def _rebuilt(thing: Any) -> dict[ThingKey, str]:
    """Brings the thing's entry up to date; what is wrong if it cannot be."""
    try:
        alone(ledger.update_entry, thing)
    except Exception as error:
        if transaction.get_rollback():
            raise  # Nothing of this transaction will be stored, as when the connection was cut.
        log.exception("The document of %s cannot be built; it is tried again.", thing)
        return {key_of(thing): f"{thing}: {in_words(error)}"}
    return {}


def _is_orphan(entry: Entry) -> bool:
    """Whether the entry's thing is gone; one that was published meanwhile is not."""
    thing = load((entry.content_type_id, entry.object_pk))
    return thing is None or public_id(thing) != entry.pk


@task()
def rebuild_task(*, unless_done: bool = False) -> None:
    """Builds the whole ledger anew; fails, and is tried again, if things of a type could not be read.

    `unless_done` leaves it at that where another process has done so since the form was forgotten.
    """
    if unless_done and not is_outdated():
        return
    _, unclear = _rebuild(lambda done: None)
    if unclear:
        raise NotBuilt("; ".join(unclear.values()))


def rebuild_if_outdated() -> bool:
    """Has the ledger built anew by a task if its documents are of another form; whether they are."""
    outdated = not is_empty() and is_outdated()
    if outdated and not is_waiting(rebuild_task):
        rebuild_task.enqueue()
    return outdated


def rebuild_soon() -> None:
    """Builds the whole ledger anew after the commit: at once where it is small, as that of a new installation is, else by a task.

    Where tasks wait for a worker there is one in any case, since what is done at once may fail, or its process die; it finds nothing to do else.
    """
    if live_entries().count() > AT_A_TIME:
        enqueue_after_commit(rebuild_task)
        return
    forget_form()
    transaction.on_commit(rebuild, robust=True)
    if wait_for_worker():
        rebuild_task.enqueue(unless_done=True)


class Difference(NamedTuple):
    """A way in which ledger and content disagree about a thing, or about all of a type; and what is to be done before a rebuild mends it."""

    kind: str
    id: UUID | str
    title: str
    first: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.title} ({self.id})" + f"; {self.first}" * bool(self.first)


def differences(report: Report = lambda done: None) -> Iterator[Difference]:
    """Every difference between ledger and content: missing, stale and surplus entries, facets and tombstones that say too much."""
    live, unclear = {entry.pk: entry for entry in live_entries()}, dict[str, str]()
    for done, thing in enumerate(everything(unclear), start=1):
        kind, first = _difference(live.pop(public_id(thing), None), thing)
        if kind:
            yield Difference(kind, public_id(thing), str(thing), first)
        report(done)
    for name, why in unclear.items():
        public = registry().public_types[name]
        yield Difference(f"cannot be read, {why}", name, str(public.label), _mend(public))
    for entry in live.values():
        if entry.type not in unclear:
            yield Difference("surplus", entry.pk, entry.title)
    for entry in Entry.objects.filter(_says_too_much(), state=EntryState.WITHDRAWN).distinct():
        yield Difference("tombstone with content", entry.pk, entry.path or entry.type)


def _says_too_much() -> Q:
    return ~Q(document="") | ~Q(title="") | Q(facet_rows__isnull=False) | Q(occurrence_rows__isnull=False)


def _difference(entry: Entry | None, thing: Any) -> tuple[str, str]:
    """How the entry differs from the thing, empty if it does not; and what is to be done before it can be built."""
    try:
        return alone(_compared, entry, thing), ""
    except Exception as error:  # noqa: BLE001 - whatever a builder raises is the difference
        why, public = f"cannot be built, {in_words(error)}", registry().type_of(type(thing))
    first = _mend(public) if public else ""
    return (why, first) if entry else ("missing", f"its document {why}; {first}")


def _mend(public: PublicType) -> str:
    return "mend its content" if public.plugin in CORE else f"mend the plugin {public.plugin}, or disable it"


def _compared(entry: Entry | None, thing: Any) -> str:
    if why_hidden(thing) is not None:
        return "surplus" if entry else ""
    built = serialise(thing)
    if entry is None:
        return "missing"
    document, etag = built.dated(first_published_at=entry.first_published_at, updated_at=ledger.date_of(entry))
    if (document, etag) != (entry.document, entry.etag):
        return "stale"
    if entry.facets != built.facets:
        return "other facets"
    return "" if ledger.same_index(entry, thing, built) else "otherwise sorted or searched"
