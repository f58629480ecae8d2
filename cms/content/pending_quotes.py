"""Takes down, whenever a version of a page is stored, which of its quotes wait for their release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from blocks.base import text_of
from blocks.quote import awaits_release
from cms.content.models import PendingQuote, Person
from cms.extend import registry

QUOTE = "quote"
"""How the block is called in streams."""

Raw = dict[str, Any]


def quotes_in(stored: Any) -> Iterator[Raw]:
    """All quotes within what a stream stores, however deep, each with `id` and `value`; changing one changes what it was found in."""
    if isinstance(stored, list):
        for each in stored:
            yield from quotes_in(each)
    elif isinstance(stored, dict):
        if stored.get("type") == QUOTE and isinstance(stored.get("value"), dict):
            yield stored
        else:
            for each in stored.values():
                yield from quotes_in(each)


def stream_names(model: type[Model]) -> list[str]:
    """The fields of the model that are streams."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, StreamField)]


def digest_of(value: Mapping[str, Any]) -> str:
    """A number for whose words these are, and how they read; other words have another one."""
    words = [value.get("speaker"), text_of(value.get("text")), text_of(value.get("translation"))]
    return sha256(json.dumps(words).encode()).hexdigest()


def on_version(sender: Any, instance: Revision, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A version of something was stored, mostly the latest one."""
    model = instance.content_type.model_class()
    if raw or model is None or not issubclass(model, Page) or not (created or _is_latest(instance)):
        return
    streams = (instance.content.get(name) for name in stream_names(model))
    _take_down(int(instance.object_id), [json.loads(each) if isinstance(each, str) else each for each in streams])


def on_page(sender: Any, instance: Page, *, raw: bool = False, **kwargs: Any) -> None:
    """A page was stored; one that has versions is known by the latest of them, an alias by what it stands for."""
    if not (raw or instance.latest_revision_id or instance.alias_of_id):
        streams = [getattr(instance, name).get_prep_value() for name in stream_names(type(instance))]
        _take_down(instance.pk, streams)


def _is_latest(version: Revision) -> bool:
    return not Revision.objects.filter(
        base_content_type=version.base_content_type_id, object_id=version.object_id, pk__gt=version.pk
    ).exists()


def _take_down(page: int, streams: Iterable[Any]) -> None:
    """Brings the rows of the page in line with its streams; a quote that stays as it was keeps that somebody was asked."""
    found = {
        str(quote["id"]): quote["value"]
        for quote in quotes_in(list(streams))
        if quote.get("id") and awaits_release(quote["value"])
    }
    known = {row.block_id: row for row in PendingQuote.objects.filter(page=page)}
    if gone := [row.pk for key, row in known.items() if key not in found]:
        PendingQuote.objects.filter(pk__in=gone).delete()
    digests = {key: digest_of(value) for key, value in found.items()}
    changed = [key for key, digest in digests.items() if key not in known or known[key].digest != digest]
    people = set(Person.objects.filter(pk__in={found[key]["speaker"] for key in changed}).values_list("pk", flat=True))
    for key in changed:
        person = found[key]["speaker"]
        # A draft may still name somebody whom the database knows no more.
        if person in people:
            told = {"person_id": person, "digest": digests[key], "asked_at": None}
            PendingQuote.objects.update_or_create(page_id=page, block_id=key, defaults=told)


def connect() -> None:
    """Listens to versions, and to pages that have none; repeating it does no harm."""
    post_save.connect(on_version, sender=Revision, dispatch_uid="content.pending_quotes.versions")
    for public in registry().page_types:
        label = public.model._meta.label
        post_save.connect(on_page, sender=public.model, dispatch_uid=f"content.pending_quotes.{label}")
