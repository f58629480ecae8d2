"""Reads the ledger: which entries a filter means, in which order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cms.extend import PublicType, registry
from cms.publishing.models import Entry, EntryState, FacetRow
from cms.publishing.reading.filters import Filter, Span
from cms.publishing.reading.schedule import in_phases, overlapping

BEGINS_AT = "begins_at"
"""The column of `Beginning`, which depends on the moment."""

SORT_FIELDS = {"start": BEGINS_AT, "title": "sort_key", "updated": "updated_at", "published": "first_published_at"}
"""What lists may be sorted by, and the column behind it."""


def live_entries(types: Collection[str] = ()) -> QuerySet[Entry]:
    """All that is public now, of the types or of all; what belongs to a plugin that is missing is not, even before it is withdrawn."""
    return _live(tuple(public.name for public in live_types(types))).all()


def live_types(types: Collection[str] = ()) -> list[PublicType]:
    """Those of the types that are there, or all."""
    known = registry().public_types
    return [known[name] for name in types or known if name in known]


@lru_cache(maxsize=64)
def _live(types: tuple[str, ...]) -> QuerySet[Entry]:
    """Put together once and never asked itself; a page asks for copies half a dozen times."""
    return Entry.objects.filter(state=EntryState.LIVE, type__in=types)


def is_live() -> Q:
    """Entries that are public: live, and of a type that is there."""
    return Q(state=EntryState.LIVE, type__in=list(registry().public_types))


def matching(entries: QuerySet[Entry], wanted: Filter, *, now: datetime) -> QuerySet[Entry]:
    """Those of the entries that the filter means at the given time."""
    if wanted.types:
        entries = entries.filter(type__in=wanted.types)
    if wanted.locale is not None:
        # Records have no locale: they belong to every one.
        entries = entries.filter(locale__in=(wanted.locale, ""))
    for name, groups in wanted.facets.items():
        for values in groups:
            rows = FacetRow.objects.filter(entry=OuterRef("pk"), name=name, value__in=values)
            entries = entries.filter(Exists(rows))
    if wanted.when:
        entries = entries.filter(in_phases(wanted.when, now))
    entries = entries.filter(overlapping(wanted.start))
    return entries.filter(_within("updated_at", wanted.updated))


def _within(column: str, span: Span) -> Q:
    return Q(
        **({f"{column}__gte": span.gte} if span.gte else {}),
        **({f"{column}__lt": span.lt} if span.lt else {}),
    )


def of_type(type_name: str, *, locale: str | None = None) -> QuerySet[Entry]:
    """The live entries of a type by title, in one locale if it is given."""
    found = live_entries().filter(type=type_name).order_by("sort_key", "id")
    return found if locale is None else found.filter(locale=locale)


def count_by_type() -> dict[str, int]:
    """How many things are public, by type."""
    return dict(live_entries().values_list("type").annotate(Count("pk")).order_by("type"))


def with_facet(entries: QuerySet[Entry], name: str, value: str | None = None) -> QuerySet[Entry]:
    """Those of the entries that are found under the facet, whatever its value if none is given."""
    rows = FacetRow.objects.filter(entry=OuterRef("pk"), name=name)
    return entries.filter(Exists(rows if value is None else rows.filter(value=value)))


def with_ids(entries: QuerySet[Entry], ids: Collection[UUID]) -> QuerySet[Entry]:
    """Those of the entries that have one of the ids."""
    return entries.filter(pk__in=ids)


def in_locale(entries: QuerySet[Entry], locale: str) -> QuerySet[Entry]:
    """Those of the entries that are in the language."""
    return entries.filter(locale=locale)


def by_title(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries in the order of lists."""
    return entries.order_by("sort_key", "id")
