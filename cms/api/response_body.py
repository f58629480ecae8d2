"""Bodies of answers, put together from documents that lie ready."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson

from cms.api.included import Included
from cms.api.selection import Selection, hashable, narrowed
from cms.publishing.reading.languages import Languages
from cms.publishing.reading.memory import MEGABYTE, Memory

KEY = 1_000
"""About as many bytes as a key takes, which may be more than what stands under it."""
_shapes = Memory[Any, str](most=16 * MEGABYTE, size=lambda shape: len(shape) + KEY)
"""By thing, tag of the document, whether it stands in for another language, and what was chosen."""


class Stored(Protocol):
    """A document as it lies in the ledger, under its tag."""

    @property
    def id(self) -> UUID:
        """Of which thing it is."""

    @property
    def etag(self) -> str:
        """What tells it from all others of the thing."""

    @property
    def locale(self) -> str:
        """Its language; empty for records."""

    @property
    def document(self) -> str:
        """Its JSON."""


def dumped(value: Any) -> str:
    """The value as the ledger writes JSON: compact, its members in their own order."""
    return orjson.dumps(value).decode()


def parsed(rows: Iterable[Stored], languages: Languages) -> list[Any]:
    """The documents of the rows, to be looked into."""
    return [orjson.loads(in_language(row, languages)) for row in rows]


def in_language(row: Stored, languages: Languages) -> str:
    """The row's document, which says if it stands in for another language; the ledger cannot know what was asked for."""
    if not languages.is_fallback(row.locale):
        return row.document
    return dumped(orjson.loads(row.document) | {"is_fallback": True})


def in_shape(rows: Sequence[Stored], selection: Selection | None, languages: Languages) -> list[str]:
    """The documents of the rows with the chosen members only; each is parsed once, and remembered for as long as there is room."""
    if selection is None:
        return [in_language(row, languages) for row in rows]
    chosen = hashable(selection)
    keys = [(row.id, row.etag, languages.is_fallback(row.locale), chosen) for row in rows]
    by_key = dict(zip(keys, rows, strict=True))
    shapes = _shapes.several(
        keys,
        lambda unknown: {
            key: dumped(narrowed(orjson.loads(in_language(by_key[key], languages)), selection)) for key in unknown
        },
    )
    return [shapes[key] for key in keys]


def list_body(
    documents: Sequence[str], *, following: str | None, count: int | None, included: Included | None = None
) -> str:
    """A list: the documents, the cursor of what follows, how many there are, and what was to be included."""
    members = [f'"items":[{",".join(documents)}]', f'"next":{dumped(following)}']
    if count is not None:
        members.insert(0, f'"count":{count}')
    if included is not None:
        members.append(f'"included":[{",".join(included.documents)}]')
    return "{" + ",".join(members) + "}"


def with_included(document: str, included: Included) -> str:
    """A single document with what was to be included beside its own members."""
    return f'{document[:-1]},"included":[{",".join(included.documents)}]}}'
