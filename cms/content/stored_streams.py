"""Streams as they are stored: counts and takes out blocks by their names, also where nobody knows these names any more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model
from wagtail.models import Revision

from blocks.fields import ComposedStreamField

Wanted = Callable[[str], bool]
"""Whether a block with this name is meant."""


class Place(NamedTuple):
    """A column with streams in it: the model and its field."""

    model: type[Model]
    field: ComposedStreamField


class Stored(NamedTuple):
    """A stream as it is stored, and whose it is."""

    place: Place
    pk: Any
    stream: list[Any]


def places() -> list[Place]:
    """All composed streams of installed models."""
    return [
        Place(model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ComposedStreamField)
    ]


def stored_streams() -> Iterator[Stored]:
    """Every stream that is not empty, as raw data."""
    for place in places():
        table, pk = place.model._meta.db_table, place.model._meta.pk
        assert pk is not None
        for key, text in _rows(table, str(pk.column), str(place.field.column)):
            if stream := _parsed(text):
                yield Stored(place, key, stream)


def _rows(table: str, pk: str, column: str) -> list[tuple[Any, Any]]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quote(pk)}, {quote(column)} FROM {quote(table)} ORDER BY 1")  # noqa: S608 - names of models
        return list(cursor.fetchall())


def _parsed(text: Any) -> list[Any]:
    stream = json.loads(text) if isinstance(text, str) and text else text
    return stream if isinstance(stream, list) else []


def blocks_in(value: Any, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The blocks that are meant, wherever they stand in the value; what is within one of them belongs to it."""
    if isinstance(value, dict):
        if _is_block(value, wanted):
            yield value
        else:
            for each in value.values():
                yield from blocks_in(each, wanted)
    elif isinstance(value, list):
        for each in value:
            yield from blocks_in(each, wanted)


def without_blocks(value: Any, wanted: Wanted) -> Any:
    """The value without the blocks that are meant."""
    if isinstance(value, dict):
        return {name: without_blocks(each, wanted) for name, each in value.items()}
    if isinstance(value, list):
        return [without_blocks(each, wanted) for each in value if not _is_block(each, wanted)]
    return value


def _is_block(value: Any, wanted: Wanted) -> bool:
    return isinstance(value, dict) and "value" in value and isinstance(value.get("type"), str) and wanted(value["type"])


def revisions_with_streams() -> Iterator[Revision]:
    """The revisions of what has composed streams."""
    names = {place.field.name for place in places()}
    for revision in Revision.objects.order_by("pk").iterator(chunk_size=200):
        if names & set(revision.content):
            yield revision
