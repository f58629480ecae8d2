"""What else shows a thing, and so has to be built anew when it changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django_tasks import task
from wagtail.models import ReferenceIndex

from cms.extend import registry
from cms.publishing import ledger

AT_ONCE = 50
DEPTH = 2
"""A city is shown by a place, which is shown by an event: two steps reach everything that shows a thing."""

Key = tuple[int, str]


def keys_of_dependants(thing: Model) -> set[Key]:
    """Content type and key of each public thing that shows this one, directly or through another."""
    found: set[Key] = set()
    layer: set[Key] = {_key(thing)}
    for _ in range(DEPTH):
        layer = {key for source in layer for key in _sources(source)} - found
        found |= layer
    found.discard(_key(thing))
    return {key for key in found if _is_public_type(key)}


def _key(thing: Model) -> Key:
    return ContentType.objects.get_for_model(thing).pk, str(thing.pk)


def _sources(key: Key) -> set[Key]:
    model = ContentType.objects.get_for_id(key[0]).model_class()
    if model is None:
        return set()
    references = ReferenceIndex.get_references_to(model(pk=key[1]))
    return set(references.values_list("content_type_id", "object_id").distinct())


def _is_public_type(key: Key) -> bool:
    model = ContentType.objects.get_for_id(key[0]).model_class()
    return model is not None and registry().type_of(model) is not None


def refresh(keys: Iterable[Key]) -> None:
    """Builds these things anew: in this transaction when they are few, by a task when they are many."""
    ordered = sorted(keys)
    if len(ordered) <= AT_ONCE:
        synchronise_all(ordered)
    else:
        refresh_task.enqueue([list(key) for key in ordered])


def synchronise_all(keys: Iterable[Key]) -> None:
    """Brings the entries of these things to their present state."""
    with transaction.atomic():
        for thing in filter(None, map(_load, keys)):
            ledger.synchronise(thing)


def _load(key: Key) -> Any:
    model = ContentType.objects.get_for_id(key[0]).model_class()
    return model._default_manager.filter(pk=key[1]).first() if model else None


@task()
def refresh_task(keys: list[list[Any]]) -> None:
    """Builds many things anew."""
    synchronise_all([(int(content_type), str(pk)) for content_type, pk in keys])
