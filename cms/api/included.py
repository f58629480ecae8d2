"""`include=partners,people`: the full documents of what the answer refers to, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cms.api.types import listed_types
from cms.publishing.reading.items import documents_by_id


@dataclass(frozen=True)
class Included:
    """Documents as they are stored, and the last change of the ledger as they saw it; 0 if there was nothing to read."""

    documents: tuple[str, ...]
    sequence: int

    def seen_at(self, sequence: int) -> bool:
        """Whether nothing was published between reading what refers to them and reading them."""
        return self.sequence in (0, sequence)


def included_types(plurals: Collection[str]) -> tuple[str, ...]:
    """The types whose documents are wanted."""
    names = {public.plural: name for name, public in listed_types().items()}
    return tuple(names[plural] for plural in plurals)


def referred(value: Any, types: Collection[str]) -> Iterator[UUID]:
    """The things of these types that the document names by a card, wherever in it."""
    if isinstance(value, list):
        for item in value:
            yield from referred(item, types)
    elif isinstance(value, dict):
        if "api_url" in value and value.get("type") in types and (key := _key(value.get("id"))):
            yield key
        for item in value.values():
            yield from referred(item, types)


def _key(given: Any) -> UUID | None:
    """The id of a card; None for what only looks like one, as blocks of plugins may."""
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None


def read_included(documents: Iterable[Any], types: Collection[str]) -> Included:
    """The documents of these types that the given ones refer to, in one query, in order of their first mention."""
    given = list(documents)
    own = {UUID(document["id"]) for document in given}
    ids = [each for each in dict.fromkeys(referred(given, types)) if each not in own]
    found = documents_by_id(ids)
    return Included(
        tuple(found[each][0] for each in ids if each in found),
        max((sequence for _, sequence in found.values()), default=0),
    )
