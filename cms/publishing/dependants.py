"""What else shows a thing, and so has to be built anew when it changes."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django_tasks import TaskContext, task
from wagtail.models import Page, ReferenceIndex

from cms.extend import registry
from cms.extend.leases import in_words
from cms.extend.queue import SOON, wait_for_worker
from cms.publishing import ledger
from cms.publishing.ledger import Effect
from cms.publishing.models import Entry
from cms.publishing.one_of_many import alone, moments
from cms.publishing.serialising import key_of

log = logging.getLogger(__name__)

AT_ONCE = 50

ThingKey = tuple[int, str]


def keys_of_dependants(thing: Model) -> set[ThingKey]:
    """Content type and key of all that shows this thing itself: what refers to it, counts it, or translates it."""
    return _dependants([key_of(thing)])


def keys_of_what_shows(thing: Model) -> set[ThingKey]:
    """Of these, what refers to it or translates it: that stays the same when the thing itself changes."""
    key = key_of(thing)
    found = {*_referring(type(thing), [key[1]]), *_translating(type(thing), [key[1]])} - {key}
    return {key for key in found if _model(key) is not None}


def keys_of_what_counts(entry: Entry | None) -> set[ThingKey]:
    """Of these, what counts the thing with this entry."""
    counted_in = entry.counted_in if entry else ()
    return {(content_type, pk) for content_type, pk in counted_in if _model((content_type, pk)) is not None}


def keys_of_dependants_of_pages(keys: Iterable[ThingKey]) -> set[ThingKey]:
    """The same for many pages, whether their type is there or not; without things that are never public themselves."""
    pages = set(keys)
    found: set[ThingKey] = set()
    for content_type, pks in _by_type(pages).items():
        found |= {*_referring(Page, pks), *_translating(Page, pks), *_counting(content_type, pks)}
    return _public(found - pages)


def keys_of_dependants_of_records(keys: Iterable[ThingKey]) -> set[ThingKey]:
    """The same for many records."""
    records = set(keys)
    found: set[ThingKey] = set()
    for content_type, pks in _by_type(records).items():
        model = _model((content_type, ""))
        target = _referred(model) if model else content_type
        found |= {*_referring_to(target, pks), *_counting(content_type, pks)}
    return _public(found - records)


def _by_type(keys: Iterable[ThingKey]) -> dict[int, list[str]]:
    by_type: dict[int, list[str]] = defaultdict(list)
    for content_type, pk in keys:
        by_type[content_type].append(pk)
    return by_type


def _public(keys: Iterable[ThingKey]) -> set[ThingKey]:
    return {key for key in keys if (model := _model(key)) and registry().type_of(model)}


def refresh(keys: Iterable[ThingKey], *, at_once: bool = False) -> None:
    """Builds these things anew, and then what shows them, where that may show the change as well.

    In this transaction when something must no longer be shown (`at_once`); else by a task, for which nobody waits, unless there is no
    worker and they are few.
    """
    few = 0 if wait_for_worker() else AT_ONCE
    layer = set(keys)
    done: set[ThingKey] = set()
    while layer:
        if len(layer) > few and not at_once:
            refresh_task.enqueue([list(key) for key in sorted(layer)], quiet=ledger.is_quiet())
            return
        done |= layer
        layer = _dependants(_spreading(layer)) - done


def _spreading(layer: Iterable[ThingKey]) -> list[ThingKey]:
    """Builds these things anew; those of them whose dependants may show the change too.

    Of a page others show its card and what it is found under. Through a record everything is seen: a topic names its parent, an
    event all that stand above.
    """
    return [
        key
        for key in sorted(layer)
        if _synchronise(key) == Effect.CARD_TOO or not issubclass(_model(key) or Page, Page)
    ]


def _synchronise(key: ThingKey) -> Effect:
    thing = load(key)
    return Effect.NONE if thing is None else ledger.update_entry(thing)


def load(key: ThingKey) -> Any:
    """The thing as the database has it; None if it is gone."""
    model = _model(key)
    return model._base_manager.filter(pk=key[1]).first() if model else None


def _model(key: ThingKey) -> type[Model] | None:
    """The key's model; None if it is missing, or its plugin was purged."""
    try:
        return ContentType.objects.get_for_id(key[0]).model_class()
    except ContentType.DoesNotExist:
        return None


def _dependants(keys: Iterable[ThingKey]) -> set[ThingKey]:
    by_model: dict[type[Model], list[str]] = defaultdict(list)
    for content_type, pk in keys:
        if model := _model((content_type, pk)):
            by_model[model].append(pk)
    found: set[ThingKey] = set()
    for model, pks in by_model.items():
        found |= {*_referring(model, pks), *_counting(_type_of(model), pks), *_translating(model, pks)}
        found -= {(_type_of(model), pk) for pk in pks}
    return {key for key in found if _model(key) is not None}


def _referring(model: type[Model], pks: list[str]) -> Iterator[ThingKey]:
    yield from _referring_to(_referred(model), pks)


def _referred(model: type[Model]) -> int:
    """The type under which things of this model are referred to."""
    return _type_of((model._meta.get_parent_list() or [model])[-1])


def _referring_to(content_type: int, pks: list[str]) -> Iterator[ThingKey]:
    references = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id__in=pks)
    yield from references.values_list("content_type_id", "object_id").distinct()


def _type_of(model: type[Model]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def _counting(content_type: int, pks: list[str]) -> Iterator[ThingKey]:
    entries = Entry.objects.filter(content_type=content_type, object_pk__in=pks)
    for counted_in in entries.exclude(counted_in=[]).values_list("counted_in", flat=True):
        yield from ((content_type, pk) for content_type, pk in counted_in)


def _translating(model: type[Model], pks: list[str]) -> Iterator[ThingKey]:
    """Pages name their translations, and lead readers of another language to theirs."""
    if issubclass(model, Page):
        keys = Page.objects.filter(pk__in=pks).values("translation_key")
        for content_type, pk in Page.objects.filter(translation_key__in=keys).values_list("content_type", "pk"):
            yield content_type, str(pk)


class NotBuilt(Exception):
    """Things could not be built anew; the text names them."""


@task(priority=SOON, takes_context=True)
def refresh_task(context: TaskContext, keys: list[list[Any]], *, quiet: bool = False) -> None:
    """Builds many things anew, some at a time; one that cannot be built does not hold up the others, and is tried again."""
    wanted = {(int(content_type), str(pk)) for content_type, pk in keys}
    with ledger.quietly(quiet=quiet):
        faults = _refresh_many(wanted, again=context.attempt > 1)
    if faults.keys() >= wanted:
        raise NotBuilt("; ".join(faults.values()))
    try_again(faults, quiet=quiet)


def try_again(keys: Iterable[ThingKey], *, quiet: bool) -> None:
    """Has what could not be built tried again by a task of its own, so that it stands among the work and nothing else waits for it."""
    if some := sorted(keys):
        refresh_task.enqueue([list(key) for key in some], quiet=quiet)


def _refresh_many(keys: set[ThingKey], *, again: bool) -> dict[ThingKey, str]:
    """Builds these things anew, and then what shows them; what is wrong with those that cannot be built.

    If that was begun before and not ended, things may be built whose dependants are not: then it goes on from all of them.
    """
    layer, done, faults = keys, set[ThingKey](), dict[ThingKey, str]()
    while layer:
        done |= layer
        ordered = sorted(layer)
        layer = set()
        for some in moments(ordered):
            begun, spreading = _spreading_some(some, faults)
            layer |= _dependants(begun if again else spreading)
        layer -= done
    return faults


@transaction.atomic
def _spreading_some(keys: Iterable[ThingKey], faults: dict[ThingKey, str]) -> tuple[list[ThingKey], list[ThingKey]]:
    """Those that were built, or tried, and those of them whose dependants may show the change too."""
    begun, found = list[ThingKey](), list[ThingKey]()
    for key in keys:
        begun.append(key)
        try:
            found += alone(_spreading, [key])
        except Exception as error:
            if transaction.get_rollback():
                raise  # Nothing of this transaction will be stored, as when the connection was cut.
            faults[key] = f"{_named(key)}: {in_words(error)}"
            log.exception("%s could not be built anew; it is tried again.", _named(key))
    return begun, found


def _named(key: ThingKey) -> str:
    model = _model(key)
    return f"{model._meta.label if model else key[0]} {key[1]}"
