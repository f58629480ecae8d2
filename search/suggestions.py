"""Suggestions while typing: titles of what is public, grouped by type."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from cms.content.sorting import sort_key
from cms.publishing.entries import live_entries
from search.analysis.folding import fold

TYPES = ("event", "news", "partner", "city_programme", "person", "place", "topic")
PER_TYPE = 4


@dataclass(frozen=True)
class Suggestion:
    """A title that begins with, or has a word that begins with, what was typed."""

    type: str
    title: str
    path: str


def suggest(prefix: str, *, locale: str) -> list[Suggestion]:
    """At most four suggestions per type; none for less than two letters."""
    key = sort_key(prefix[:50])
    if len(key) < 2:
        return []
    begins = _begins(key) | _begins(fold(key))  # „uemit“ means Ümit, whose key is without dots.
    found = live_entries().filter(begins, type__in=TYPES, locale__in=(locale, "")).order_by("sort_key")
    by_type: dict[str, list[Suggestion]] = {name: [] for name in TYPES}
    for kind, title, path in found.values_list("type", "title", "path")[:200]:
        if len(by_type[kind]) < PER_TYPE:
            by_type[kind].append(Suggestion(kind, title, path))
    return [suggestion for group in by_type.values() for suggestion in group]


def _begins(key: str) -> Q:
    return Q(sort_key__startswith=key) | Q(sort_key__contains=f" {key}")
