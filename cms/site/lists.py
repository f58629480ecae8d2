"""The short lists that pages show beside their own text; each is one or two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from cms.content.models import EventPage, Person
from cms.content.schedule import Group
from cms.publishing.reading.agenda import not_called_off, order_ahead, past
from cms.publishing.reading.entries import by_title, in_locale, live_entries, matching, of_type, with_facet
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.items import entries_of
from cms.publishing.reading.rows import rows_by_id
from cms.site.items import Item, item_of, items_of

if TYPE_CHECKING:
    from cms.publishing.models import Entry


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """Events that are not over, in groups: by their next date, what has been running for long, what has no day yet."""

    coming: list[Item]
    lasting: list[Item]
    open: list[Item]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.coming or self.lasting or self.open)


def items_by_keys(*groups: Sequence[UUID], now: dt.datetime) -> list[list[Item]]:
    """The items of each group in its order, read in one query."""
    keys = [key for group in groups for key in group]
    rows = rows_by_id(keys)
    return [[item_of(rows[key], now=now) for key in group if key in rows] for group in groups]


def ahead(events: QuerySet[Entry], *, now: dt.datetime, limit: int) -> Ahead:
    """What is ahead of these events, at most so many of each group."""
    order = order_ahead(events, now=now)
    shown = (order[group][:limit] for group in (Group.COMING, Group.LASTING, Group.OPEN))
    coming, lasting, without_day = items_by_keys(*shown, now=now)
    return Ahead(coming=coming, lasting=lasting, open=without_day)


def upcoming(*, locale: str, now: dt.datetime, limit: int) -> Ahead:
    """The next events; what was called off is in the calendar only."""
    return ahead(not_called_off(of_type("event", locale=locale)), now=now, limit=limit)


def reported(*, locale: str, now: dt.datetime, limit: int) -> list[Item]:
    """The latest events that have a report."""
    events = with_facet(of_type("event", locale=locale), "reported")
    return items_of(past(events, now=now)[:limit], now=now)


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
    return with_facet(of_type("event", locale=locale), "partner", slug)


def people_of_partner(page: Any) -> QuerySet[Entry]:
    """The people with a public profile who have or had a role at the partner, whichever translation was chosen."""
    people = Person.objects.filter(affiliations__partner__translation_key=page.translation_key)
    return by_title(entries_of(people.distinct()))


def events_of_city_programme(page: Any, *, locale: str) -> QuerySet[Entry]:
    """The events that belong to the city programme, whichever translation of it they name."""
    key = page.translation_key
    events = EventPage.objects.filter(city_programme_items__city_programme__translation_key=key)
    return in_locale(entries_of(events.distinct()), locale)


def replaced_by(page: Any, *, locale: str, now: dt.datetime) -> list[Item]:
    """The events in whose stead this one takes place."""
    events = EventPage.objects.filter(replaced_by__translation_key=page.translation_key)
    return items_of(in_locale(entries_of(events), locale), now=now)


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
    rows = rows_by_id(keys)
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
    return by_title(matching(live_entries(), wanted, now=now))
