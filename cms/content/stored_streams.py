"""Streams as they are stored: counts and takes out blocks by their names, also where nobody knows these names any more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model, TextField
from django.db.models.functions import Cast
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


def stored_streams(naming: Collection[str] | None = None) -> Iterator[Stored]:
    """Every stream that is not empty, as raw data; with `naming`, at least those with a block whose name begins with one of these."""
    for place in places():
        for key, text in _rows(place, naming):
            if stream := _parsed(text):
                yield Stored(place, key, stream)


def _rows(place: Place, naming: Collection[str] | None) -> list[tuple[Any, Any]]:
    rows = place.model._base_manager.annotate(stream_as_text=Cast(place.field.name, TextField())).order_by("pk")
    if naming is not None:
        rows = rows.filter(stream_as_text__regex=_names(naming)) if naming else rows.none()
    return list(rows.values_list("pk", "stream_as_text"))


def held_stream(place: Place, key: Any) -> list[Any]:
    """The stream of one row as it is stored just now, which nobody else changes until the transaction ends."""
    rows = place.model._base_manager.select_for_update(of=("self",)).filter(pk=key)
    text = rows.annotate(stream_as_text=Cast(place.field.name, TextField())).values_list("stream_as_text", flat=True)
    return _parsed(text.first())


def write_stream(place: Place, key: Any, stream: list[Any]) -> None:
    """Stores the stream in the row, and nothing beside it."""
    quote, meta = connection.ops.quote_name, place.model._meta
    column, key_column = str(place.field.column), str(meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {quote(column)} = %s WHERE {quote(key_column)} = %s",  # noqa: S608 - names of models
            [json.dumps(stream), key],
        )


def _names(beginnings: Collection[str]) -> str:
    """A regular expression for such names in JSON, as PostgreSQL writes it or as Python does."""
    written = {form for name in beginnings for form in (name, json.dumps(name)[1:-1])}
    return f'"({"|".join(map(re.escape, sorted(written)))})'


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
