"""The short lists that pages show beside their own text; each is one or two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, JSONField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from cms.content.models import EventPage, Person
from cms.content.schedule import RANK, Group
from cms.publishing import schedule
from cms.publishing.beginnings import Beginning, GroupAt
from cms.publishing.entries import live_entries, matching
from cms.publishing.filters import Filter
from cms.publishing.models import Entry, FacetRow
from cms.site.items import Item, entries_of, item_of, items_of, rows_of

GROUPS = {rank: group for group, rank in RANK.items()}


def of_type(type_name: str, *, locale: str) -> QuerySet[Entry]:
    """The live entries of a type in a locale, by title."""
    return live_entries().filter(type=type_name, locale=locale).order_by("sort_key", "id")


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """Events that are not over, in groups: by their next date, what has been running for long, what has no day yet."""

    coming: list[Item]
    lasting: list[Item]
    open: list[Item]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.coming or self.lasting or self.open)


def past(events: QuerySet[Entry], *, now: dt.datetime) -> QuerySet[Entry]:
    """Those of the events that are over, the last one first."""
    return events.filter(ends_at__lte=now).annotate(begins_at=Beginning(now)).order_by("-begins_at", "id")


def order_ahead(events: QuerySet[Entry], *, now: dt.datetime) -> dict[Group, list[UUID]]:
    """The keys of the events that are not over by their groups, in one query: what comes next first, else what ends first."""
    ahead = events.filter(ends_at__gt=now).annotate(stands_in=GroupAt(now), begins_at=Beginning(now)).order_by()
    found: dict[Group, list[tuple[dt.datetime, UUID]]] = {group: [] for group in Group}
    for key, rank, begins_at, ends_at in ahead.values_list("pk", "stands_in", "begins_at", "ends_at"):
        group = GROUPS[rank]
        turn = begins_at if group == Group.COMING else ends_at
        assert turn is not None
        found[group].append((turn, key))
    return {group: [key for _, key in sorted(each)] for group, each in found.items()}


def items_by_keys(*groups: Sequence[UUID], now: dt.datetime) -> list[list[Item]]:
    """The items of each group in its order, read in one query."""
    keys = [key for group in groups for key in group]
    rows = {row.id: row for row in rows_of(Entry.objects.filter(pk__in=keys))} if keys else {}
    return [[item_of(rows[key], now=now) for key in group if key in rows] for group in groups]


def ahead(events: QuerySet[Entry], *, now: dt.datetime, limit: int) -> Ahead:
    """What is ahead of these events, at most so many of each group."""
    order = order_ahead(events, now=now)
    shown = (order[group][:limit] for group in (Group.COMING, Group.LASTING, Group.OPEN))
    coming, lasting, without_day = items_by_keys(*shown, now=now)
    return Ahead(coming=coming, lasting=lasting, open=without_day)


def upcoming(*, locale: str, now: dt.datetime, limit: int) -> Ahead:
    """The next events; what was called off is in the calendar only."""
    return ahead(of_type("event", locale=locale).filter(schedule.takes_place()), now=now, limit=limit)


def reported(*, locale: str, now: dt.datetime, limit: int) -> list[Item]:
    """The latest events that have a report."""
    rows = FacetRow.objects.filter(entry=OuterRef("pk"), name="reported")
    return items_of(past(of_type("event", locale=locale).filter(Exists(rows)), now=now)[:limit], now=now)


def news(*, locale: str, section: str) -> QuerySet[Entry]:
    """All news, newest first, with whatever plugins have put below the section at this path."""
    day = KeyTextTransform("published_on", Cast("document", JSONField()))
    meant = Q(type="news") | Q(path__startswith=section) if section else Q(type="news")
    entries = live_entries().filter(meant, locale=locale).exclude(path=section)
    return entries.annotate(day=Cast(day, CharField())).order_by(F("day").desc(nulls_last=True), "id")


@dataclass(frozen=True, kw_only=True)
class Split:
    """Events on both sides of now; `more` says how many past ones are not shown."""

    ahead: Ahead
    past: list[Item]
    more: int


def split(events: QuerySet[Entry], *, now: dt.datetime, limit: int) -> Split:
    """The events, next ones first and past ones backwards."""
    over = past(events, now=now)
    return Split(
        ahead=ahead(events, now=now, limit=limit * 2),
        past=items_of(over[:limit], now=now),
        more=max(over.count() - limit, 0),
    )


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


@dataclass(frozen=True)
class Related:
    """Another event that belongs to one, and what it is for that one."""

    kind: str
    item: Item


def related(document: dict[str, Any], *, now: dt.datetime) -> list[Related]:
    """The events that belong to the event with this document, with their dates, in one query."""
    relations = document.get("relations") or []
    found = named([each["event"] for each in relations], now=now)
    both = [(each["kind"]["label"], found.get(each["event"]["id"])) for each in relations]
    return [Related(label, item) for label, item in both if item]


def named(cards: Iterable[Mapping[str, Any]], *, now: dt.datetime) -> dict[str, Item]:
    """The public things that the cards of a document name, by id and in the order of the cards, in one query."""
    keys = [card["id"] for card in cards]
    rows = {row.id: row for row in rows_of(live_entries().filter(pk__in=keys))} if keys else {}
    return {key: item_of(rows[UUID(key)], now=now) for key in keys if UUID(key) in rows}


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
