"""How much more there is in other languages than in the reader's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet

from cms.publishing.models import Entry


@dataclass(frozen=True)
class Elsewhere:
    """How many things there are in a language that the reader's lacks, and where they are listed."""

    language: str
    count: int
    address: str


def elsewhere(entries: QuerySet[Entry], *, language: str, addresses: dict[str, str]) -> list[Elsewhere]:
    """What of the entries of all languages has no version in this one, by language, where an address lists it; one query."""
    own = entries.filter(locale=language).order_by().values("translation_key")
    others = entries.exclude(locale__in=(language, "")).exclude(translation_key__in=own)
    counts = dict(_counted(others))
    return [
        Elsewhere(code, counts[code], addresses[code])
        for code, _name in settings.LANGUAGES
        if counts.get(code) and addresses.get(code)
    ]


def _counted(entries: QuerySet[Entry]) -> Iterable[tuple[str, int]]:
    return entries.order_by().values_list("locale").annotate(number=Count("pk"))
