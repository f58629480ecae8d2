"""How much more there is in other languages than in the reader's."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet

from cms.publishing.memory import LedgerMemory
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
        _count(entries, language)
        if known_as is None
        else _counts.get((known_as, language), lambda: _count(entries, language))
    )
    return [
        Elsewhere(code, counts[code], addresses[code])
        for code, _name in settings.LANGUAGES
        if counts.get(code) and addresses.get(code)
    ]


def _count(entries: QuerySet[Entry], language: str) -> Mapping[str, int]:
    own = entries.filter(locale=language).order_by().values("translation_key")
    others = entries.exclude(locale__in=(language, "")).exclude(translation_key__in=own)
    return dict(others.order_by().values_list("locale").annotate(number=Count("pk")))


_counts = LedgerMemory[Mapping[str, int]](most=100)
