"""How much more there is in other languages than in the reader's."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from cms.publishing.reading.languages import count_elsewhere
from cms.publishing.reading.memory import LedgerMemory

if TYPE_CHECKING:
    from cms.publishing.models import Entry


@dataclass(frozen=True)
class Elsewhere:
    """How many things there are in a language that the reader's lacks, and where they are listed."""

    language: str
    count: int
    address: str


def elsewhere(
    entries: QuerySet[Entry], *, language: str, addresses: dict[str, str], known_as: Hashable = None
) -> list[Elsewhere]:
    """What of the entries of all languages has no version in this one, by language, where an address lists it; one query.

    `known_as` names these entries where neither the clock nor a filter decides which they are: then they are counted once.
    """
    counts = (
        count_elsewhere(entries, language)
        if known_as is None
        else _counts.get((known_as, language), lambda: count_elsewhere(entries, language))
    )
    return [
        Elsewhere(code, counts[code], addresses[code])
        for code, _name in settings.LANGUAGES
        if counts.get(code) and addresses.get(code)
    ]


_counts = LedgerMemory[Mapping[str, int]](most=100)
