"""The one road by which a thing becomes public or ceases to be: its entry, and all that shows it.

Signals take it when somebody does something, the clock when nobody did.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from cms.content.inline_items import HasInlineItems
from cms.extend import public_id, registry
from cms.extend.queue import wait_for_worker
from cms.public.visibility import is_public, public, why_hidden
from cms.publishing import dependants, ledger
from cms.publishing.models import Entry, EntryState, HiddenFile
from cms.publishing.one_of_many import alone
from cms.publishing.reading.entries import live_entries
from cms.publishing.serialising import key_of

log = logging.getLogger(__name__)

AT_A_TIME = 500


@transaction.atomic(savepoint=False)
def synchronise(thing: Any, *, as_is: bool = False) -> None:
    """Brings the thing's entry up to date, and what shows it: always for what is not public itself, since others may name it."""
    before = _entry(thing)
    keys = dependants.keys_of_what_shows(thing) | dependants.keys_of_what_counts(before)
    _note_references(thing)
    effect = ledger.update_entry(thing, as_is=as_is)
    after = _entry(thing)
    hidden = after is None or after.state != EntryState.LIVE
    if effect or hidden or ledger.is_collecting():
        dependants.refresh(keys | dependants.keys_of_what_counts(after), at_once=bool(effect) and hidden)
    if before and after and before.path != after.path and isinstance(thing, Page):
        synchronise_subtree(thing)


def _entry(thing: Any) -> Entry | None:
    return Entry.objects.filter(pk=public_id(thing)).only("state", "path", "counted_in").first()


def _note_references(thing: Any) -> None:
    """Notes at once what the thing refers to: where tasks wait for a worker, Wagtail does it too late to find all that shows a thing.

    What has inline items has noted it when it was saved.
    """
    if isinstance(thing, HasInlineItems):
        return
    if wait_for_worker() and not ledger.is_collecting() and ReferenceIndex.is_indexed(type(thing)):
        ReferenceIndex.create_or_update_for_object(thing)


def synchronise_subtree(page: Page) -> None:
    """Brings those below the page, itself, and their aliases up to date whose address or openness has changed; withdraws at once."""
    moved: set[dependants.ThingKey] = set()
    with transaction.atomic():
        ledger.lock_sequence()
        for each in _with_aliases(page):
            if registry().type_of(type(each)) is None:
                continue
            if why_hidden(each) is not None:
                if _is_live(each):
                    synchronise(each)
            elif not _is_live(each, at=each.get_url_parts()):
                moved |= {key_of(each), *dependants.keys_of_dependants(each)}
        dependants.refresh(moved)


def _with_aliases(page: Page) -> Iterator[Page]:
    """The page and all below it, then those that are aliases of these, with all below them."""
    waiting, seen = [str(page.path)], set[str]()
    while waiting:
        root = waiting.pop()
        seen.add(root)
        below = Page.objects.filter(path__startswith=root)
        yield from below.order_by("path").specific().iterator(chunk_size=100)
        waiting += set(below.filter(aliases__isnull=False).values_list("aliases__path", flat=True)) - seen


def _is_live(page: Page, *, at: tuple[int, str, str] | None = None) -> bool:
    entries = Entry.objects.filter(pk=public_id(page), state=EntryState.LIVE)
    return (entries.filter(site=at[0], path=at[2]) if at else entries).exists()


@transaction.atomic
def synchronise_file(file: Any) -> None:
    """Builds anew what shows the image or document; in this transaction if it is to be shown no more."""
    dependants.refresh(dependants.keys_of_dependants(file), at_once=not is_public(file))


def withdraw_hidden() -> None:
    """Takes the road for all that the ledger still shows and the public may not see, whichever way that came about."""
    models: list[type[Model]] = [Page, *(record.model for record in registry().records)]
    for model in models:
        try:
            keys: list[str] = alone(list, _listed_and_hidden(model))
        except Exception:
            log.exception(
                "What of %s is hidden cannot be asked; it is tried again in the next round.", model._meta.label
            )
        else:
            for key in keys:
                _each_for_itself(_synchronise_stored, model, key)


def _synchronise_stored(model: type[Model], key: str) -> None:
    thing = model._base_manager.filter(pk=key).first()
    if thing is not None:
        synchronise(thing.specific if isinstance(thing, Page) else thing)


def _listed_and_hidden(model: type[Model]) -> Iterator[str]:
    listed = live_entries().filter(content_type__in=_content_types(model)).values_list("object_pk", flat=True)
    keys = sorted(listed)
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        shown = public(model._base_manager.filter(pk__in=some)).values_list("pk", flat=True)
        yield from set(some) - {str(key) for key in shown}


def _content_types(model: type[Model]) -> list[int]:
    models = [public.model for public in registry().page_types] if model is Page else [model]
    return [each.pk for each in ContentType.objects.get_for_models(*models).values()]


def synchronise_files() -> None:
    """Builds anew what shows files that have become hidden since this was done last, or are public again."""
    for model in (get_image_model(), get_document_model()):
        content_type = ContentType.objects.get_for_model(model)
        noted = HiddenFile.objects.filter(content_type=content_type)
        hidden = model._base_manager.exclude(pk__in=public(model._base_manager.all()).values("pk"))
        now = {str(key) for key in hidden.values_list("pk", flat=True)}
        before = set(noted.values_list("object_pk", flat=True))
        for file in model._base_manager.filter(pk__in=now ^ before):
            _each_for_itself(_note_file, file)
        kept = {str(key) for key in model._base_manager.filter(pk__in=before).values_list("pk", flat=True)}
        if gone := before - kept:
            noted.filter(object_pk__in=gone).delete()


def _note_file(file: Any) -> None:
    """Noted with what is built, or not at all: what could not be built is so again in the next round."""
    synchronise_file(file)
    content_type, key = key_of(file)
    if is_public(file):
        HiddenFile.objects.filter(content_type=content_type, object_pk=key).delete()
    else:
        HiddenFile.objects.get_or_create(content_type_id=content_type, object_pk=key)


def _each_for_itself(bring: Any, *thing: Any) -> None:
    """One that cannot be brought up to date does not hold up the others."""
    try:
        alone(bring, *thing)
    except Exception:
        log.exception("%s could not be brought up to date; it is tried again in the next round.", thing)


def synchronise_files_of(collections: Iterable[Any]) -> None:
    """Builds anew what shows a file of these collections or of one below them."""
    for collection in collections:
        for model in (get_image_model(), get_document_model()):
            for file in model._base_manager.filter(collection__path__startswith=collection.path):
                synchronise_file(file)
