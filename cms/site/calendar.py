"""The calendar: what is coming up first, then what was, by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, QueryDict
from django.utils import timezone

from cms.publishing.entries import live_entries, matching
from cms.publishing.filters import Filter
from cms.publishing.models import Entry
from cms.site.asked import Asked, asked
from cms.site.choices import Choices, choices
from cms.site.items import Item, items_of

FILTERS = ("city", "format", "topic", "language")
COMING = 40
RECENT = 12


@dataclass(frozen=True)
class Year:
    """A year of the archive, with the number of its events."""

    year: int
    count: int
    current: bool


@dataclass(frozen=True)
class Month:
    """The events of one month."""

    first_day: dt.date
    items: list[Item]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What the calendar page shows; either one year by month, or what is coming up and what was last."""

    asked: Asked
    choices: list[Choices]
    years: list[Year]
    year: int | None = None
    months: list[Month]
    coming: Page[Entry] | None = None
    coming_items: list[Item]
    recent: list[Item]


def calendar(parameters: QueryDict, *, locale: str, now: dt.datetime) -> Calendar:
    """The calendar as the query string asks for it; raises `Http404` for a year without events."""
    wanted = asked(parameters, locale=locale, types=("event",))
    events = matching(live_entries(), wanted.filter, now=now)
    year = _year(parameters)
    years = list(_years(events, year))
    if year is not None and not any(each.current for each in years) and not wanted.is_narrow and _is_nowhere(year):
        raise Http404(f"There are no events of {year}.")
    shared: dict[str, Any] = {"asked": wanted, "choices": _choices(wanted.filter, locale), "years": years}
    if year is not None:
        return Calendar(**shared, year=year, months=_months(events, year, now), coming_items=[], recent=[])
    coming = _coming(events, parameters, now)
    past = events.filter(ends_at__lte=now).order_by("-starts_at", "id")[:RECENT] if coming.number == 1 else []
    return Calendar(
        **shared, months=[], coming=coming, coming_items=items_of(coming, now=now), recent=items_of(past, now=now)
    )


def _choices(wanted: Filter, locale: str) -> list[Choices]:
    chosen = {name: tuple(value for group in groups for value in group) for name, groups in wanted.facets.items()}
    return choices(type_name="event", locale=locale, names=FILTERS, chosen=chosen)


def _year(parameters: QueryDict) -> int | None:
    text = parameters.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404(f"{text[:20]!r} is no year.")
    return int(text)


def _years(events: QuerySet[Entry], current: int | None) -> Iterable[Year]:
    by_year = events.exclude(starts_at=None).annotate(year=_local_year()).values_list("year")
    for year, count in by_year.annotate(count=Count("pk")).order_by("-year"):
        yield Year(year, count, year == current)


def events_of_year(events: QuerySet[Entry], year: int) -> QuerySet[Entry]:
    """Those of the events that begin in the year."""
    return events.annotate(year=_local_year()).filter(year=year)


def years_of(events: QuerySet[Entry]) -> QuerySet[Any, tuple[str, int, dt.datetime]]:
    """The years in which the events of each language begin, with the last change of any of them."""
    by_year = events.order_by().annotate(year=_local_year()).values_list("locale", "year")
    return by_year.annotate(changed=Max("updated_at"))


def _is_nowhere(year: int) -> bool:
    """Whether no language has an event of the year; where another has, the page says so and leads there."""
    return not events_of_year(live_entries().filter(type="event"), year).exists()


def _local_year() -> ExtractYear:
    return ExtractYear("starts_at", tzinfo=timezone.get_current_timezone())


def _coming(events: QuerySet[Entry], parameters: QueryDict, now: dt.datetime) -> Page[Entry]:
    coming = events.filter(ends_at__gt=now).order_by("starts_at", "id")
    return Paginator(coming, COMING).get_page(parameters.get("page"))


def _months(events: QuerySet[Entry], year: int, now: dt.datetime) -> list[Month]:
    within = events_of_year(events, year).order_by("starts_at", "id")
    grouped = groupby(within, key=lambda entry: timezone.localtime(entry.starts_at).date().replace(day=1))
    return [Month(day, items_of(entries, now=now)) for day, entries in grouped]
