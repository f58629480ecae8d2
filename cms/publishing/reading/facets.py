"""Facets: how many things stand under each value, and how people call it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Count

from cms.publishing.models import EntryState, FacetRow
from cms.publishing.reading.entries import live_entries


def facet_counts(type_name: str, *, locale: str, names: Sequence[str]) -> list[tuple[str, str, str, int]]:
    """Each (facet, value, label) of all live things of the type in the locale, with their number."""
    live = FacetRow.objects.filter(
        entry__type=type_name, entry__state=EntryState.LIVE, entry__locale=locale, name__in=names
    )
    return list(live.values_list("name", "value", "label").annotate(count=Count("pk")))


def facets_of(entry: UUID) -> Iterable[tuple[str, str, str]]:
    """Each (facet, value, label) of one entry; asked for when it is gone through."""
    return FacetRow.objects.filter(entry=entry).order_by("pk").values_list("name", "value", "label")


def labels_of(chosen: Collection[tuple[str, str]], *, locale: str) -> Mapping[tuple[str, str], str]:
    """What people read for these (facet, value) in the locale."""
    if not chosen:
        return {}
    names, values = zip(*chosen, strict=True)
    rows = FacetRow.objects.filter(name__in=names, value__in=values, entry__locale__in=(locale, "")).order_by("label")
    return {(name, value): label for name, value, label in rows.values_list("name", "value", "label").distinct()}


def labels_after(sequence: int) -> Iterator[tuple[str, str, str, str]]:
    """Each (facet, value, label, locale) of what has changed after the number, in the order of changes."""
    rows = FacetRow.objects.filter(entry__sequence__gt=sequence).order_by("entry__sequence")
    return rows.values_list("name", "value", "label", "entry__locale").iterator()


def values_in_use() -> set[tuple[str, str]]:
    """Each (facet, value) under which anything is found."""
    return set(FacetRow.objects.values_list("name", "value").distinct())


def languages_of_titles(type_name: str, titles: Collection[str]) -> Mapping[str, str]:
    """The language of the things of a type by their titles, the first one where several share one."""
    found = live_entries().filter(type=type_name, title__in=titles).order_by("-locale")
    return dict(found.values_list("title", "locale"))
