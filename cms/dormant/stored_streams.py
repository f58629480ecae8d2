"""Streams as they are stored: finds and rewrites blocks by their names, also where nobody knows these names any more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from blocks.fields import ComposedStreamField
from cms.publishing import dependants, ledger

Stream = list[Any]
Wanted = Callable[[str], bool]
"""Whether a block with this name is meant."""


class StreamColumn(NamedTuple):
    """A column with streams in it: the model and its field."""

    model: type[Model]
    field: ComposedStreamField


class Stored(NamedTuple):
    """A stream as it is stored, and whose it is."""

    column: StreamColumn
    pk: Any
    stream: Stream


def stream_columns() -> list[StreamColumn]:
    """All composed streams of installed models."""
    return [
        StreamColumn(model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ComposedStreamField)
    ]


def stored_streams(naming: Collection[str] | None = None) -> Iterator[Stored]:
    """Every stream that is not empty, as raw data; with `naming`, at least those with a block whose name begins with one of these."""
    for column in stream_columns():
        rows = _as_text(column)
        if naming is not None:
            rows = rows.filter(stream_as_text__regex=_names(naming)) if naming else rows.none()
        for key, text in list(rows.order_by("pk").values_list("pk", "stream_as_text")):
            if stream := _parsed(text):
                yield Stored(column, key, stream)


def _as_text(column: StreamColumn) -> QuerySet[Any]:
    rows: QuerySet[Any] = column.model._base_manager.annotate(stream_as_text=Cast(column.field.name, TextField()))
    return rows


def _names(beginnings: Collection[str]) -> str:
    """A regular expression for such names in JSON, as PostgreSQL writes it or as Python does."""
    written = {form for name in beginnings for form in (name, json.dumps(name)[1:-1])}
    return f'"({"|".join(map(re.escape, sorted(written)))})'


def rewrite_row(column: StreamColumn, key: Any, change: Callable[[Stream], Stream]) -> bool:
    """Stores what becomes of the row's stream, which nobody else changes until the transaction ends; whether anything did."""
    row = _as_text(column).select_for_update(of=("self",)).filter(pk=key)
    before = _parsed(row.values_list("stream_as_text", flat=True).first())
    if (after := change(before)) == before:
        return False
    quote, meta = connection.ops.quote_name, column.model._meta
    with connection.cursor() as cursor:
        # The column alone: the model would write all of them, and tell signals.
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {quote(str(column.field.column))} = %s "  # noqa: S608 - names of models
            f"WHERE {quote(str(meta.pk.column))} = %s",
            [json.dumps(after), key],
        )
    return True


def refresh_documents(rows: Iterable[tuple[type[Model], Any]]) -> None:
    """Builds the documents of these anew whose streams were rewritten, and tells no reaction of it."""
    with ledger.quietly():
        keys = [(ContentType.objects.get_for_model(model).pk, str(key)) for model, key in rows]
        dependants.refresh(keys, at_once=True)


def revisions_with_streams() -> Iterator[Revision]:
    """The revisions of what has composed streams."""
    names = {column.field.name for column in stream_columns()}
    for revision in Revision.objects.order_by("pk").iterator(chunk_size=200):
        if names & set(revision.content):
            yield revision


def streams_in(content: Mapping[str, Any]) -> Iterator[tuple[str, Stream]]:
    """The streams in a revision's content by the names of their fields; Wagtail stores them as text."""
    for name, value in content.items():
        if isinstance(value, list) or (isinstance(value, str) and value.startswith("[")):
            try:
                yield name, _parsed(value)
            except ValueError:
                continue


def rewrite_revision(revision: Revision, change: Callable[[str, Stream], Stream]) -> None:
    """Stores what becomes of the revision's streams, each given with the name of its field."""
    held = Revision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    changed = {name: (stream, change(name, stream)) for name, stream in streams_in(held.content)}
    streams = {
        name: json.dumps(after) if isinstance(held.content[name], str) else after
        for name, (before, after) in changed.items()
        if after != before
    }
    if streams:
        Revision.objects.filter(pk=held.pk).update(content={**held.content, **streams})


def _parsed(text: Any) -> Stream:
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
