"""The short lists that pages show beside their own text; each is one or two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, JSONField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from cms.content.models import EventPage, Person
from cms.publishing.entries import live_entries, matching
from cms.publishing.filters import Filter
from cms.publishing.models import Entry, FacetRow
from cms.site.items import Item, entries_of, items_of
from cms.site.occurrences import OFF


def of_type(type_name: str, *, locale: str) -> QuerySet[Entry]:
    """The live entries of a type in a locale, by title."""
    return live_entries().filter(type=type_name, locale=locale).order_by("sort_key", "id")


def upcoming(*, locale: str, now: dt.datetime, limit: int) -> list[Item]:
    """The next events, those going on first; what was called off is in the calendar only."""
    events = of_type("event", locale=locale).filter(ends_at__gt=now).order_by("starts_at", "id")
    items = items_of(events[: limit * 2], now=now)
    return [item for item in items if item.document["status"]["value"] not in OFF][:limit]


def reported(*, locale: str, now: dt.datetime, limit: int) -> list[Item]:
    """The latest events that have a report."""
    events = of_type("event", locale=locale).filter(ends_at__lte=now).order_by("-starts_at", "id")
    items = items_of(events[: limit * 5], now=now)
    return [item for item in items if item.document["is_reported"]][:limit]


def news(*, locale: str, section: str) -> QuerySet[Entry]:
    """All news, newest first, with whatever plugins have put below the section at this path."""
    day = KeyTextTransform("published_on", Cast("document", JSONField()))
    meant = Q(type="news") | Q(path__startswith=section) if section else Q(type="news")
    entries = live_entries().filter(meant, locale=locale).exclude(path=section)
    return entries.annotate(day=Cast(day, CharField())).order_by(F("day").desc(nulls_last=True), "id")


@dataclass(frozen=True)
class Split:
    """Events on both sides of now; `more` says how many past ones are not shown."""

    coming: list[Item]
    past: list[Item]
    more: int


def split(events: QuerySet[Entry], *, now: dt.datetime, limit: int) -> Split:
    """The events, next ones first and past ones backwards, in three queries."""
    coming = events.filter(ends_at__gt=now).order_by("starts_at", "id")
    past = events.filter(ends_at__lte=now).order_by("-starts_at", "id")
    return Split(items_of(coming[: limit * 2], now=now), items_of(past[:limit], now=now), max(past.count() - limit, 0))


def events_with_partner(slug: str, *, locale: str) -> QuerySet[Entry]:
    """The events in which the partner takes part."""
    rows = FacetRow.objects.filter(entry=OuterRef("pk"), name="partner", value=slug)
    return of_type("event", locale=locale).filter(Exists(rows))


def people_of_partner(page: Any) -> QuerySet[Entry]:
    """The people with a public profile who have or had a role at the partner, whichever translation was chosen."""
    people = Person.objects.filter(affiliations__partner__translation_key=page.translation_key)
    return entries_of(people.distinct()).order_by("sort_key", "id")


def events_of_city_programme(page: Any, *, locale: str) -> QuerySet[Entry]:
    """The events that belong to the city programme, whichever translation of it they name."""
    key = page.translation_key
    events = EventPage.objects.filter(city_programme_items__city_programme__translation_key=key)
    return entries_of(events.distinct()).filter(locale=locale)


def replaced_by(page: Any, *, locale: str, now: dt.datetime) -> list[Item]:
    """The events in whose stead this one takes place."""
    events = EventPage.objects.filter(replaced_by__translation_key=page.translation_key)
    return items_of(entries_of(events).filter(locale=locale), now=now)


def by_city(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """The items under their cities' names, in their order; those without a city come last under an empty name."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        city = item.document.get("city")
        groups.setdefault(city["title"] if city else "", []).append(item)
    return sorted(groups.items(), key=lambda group: (group[0] == "", group[0]))


def partners(wanted: Filter, *, now: dt.datetime) -> QuerySet[Entry]:
    """The partners that the filter means, by title."""
    return matching(live_entries(), wanted, now=now).order_by("sort_key", "id")
