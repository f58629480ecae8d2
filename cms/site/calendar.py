"""The calendar: what is coming up first, then what was, by year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from cms.content.schedule import Group
from cms.publishing.entries import live_entries, matching
from cms.publishing.filters import Filter
from cms.publishing.models import Entry
from cms.publishing.schedule import in_year, in_years
from cms.site.asked import Asked, asked
from cms.site.choices import Choices, choices
from cms.site.items import Item, items_of
from cms.site.lists import in_group

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
    """The events of one month; those of which only the year is known have none."""

    first_day: dt.date | None
    items: list[Item]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What the calendar page shows; either one year by month, or what is coming up and what was last."""

    asked: Asked
    choices: list[Choices]
    years: list[Year]
    years_ahead: list[Year]
    year: int | None = None
    months: list[Month]
    coming: Page[Entry] | None = None
    coming_items: list[Item]
    lasting: list[Item]
    open: list[Item]
    recent: list[Item]


def calendar(parameters: QueryDict, *, locale: str, now: dt.datetime) -> Calendar:
    """The calendar as the query string asks for it; raises `Http404` for a year without events."""
    wanted = asked(parameters, locale=locale, types=("event",))
    events = matching(live_entries(), wanted.filter, now=now)
    year = _year(parameters)
    counts = Counter(each.year for each in in_years(events))
    years = [Year(each, count, each == year) for each, count in sorted(counts.items(), reverse=True)]
    if year is not None and not any(each.current for each in years) and not wanted.is_narrow and _is_nowhere(year):
        raise Http404(f"There are no events of {year}.")
    shared: dict[str, Any] = {"asked": wanted, "choices": _choices(wanted.filter, locale)}
    this_year = timezone.localtime(now).year
    shared["years"] = [each for each in years if each.year <= this_year]
    shared["years_ahead"] = [each for each in reversed(years) if each.year > this_year]
    if year is not None:
        months = _months(events, year, now)
        return Calendar(**shared, year=year, months=months, coming_items=[], lasting=[], open=[], recent=[])
    coming = Paginator(in_group(events, Group.COMING, now=now), COMING).get_page(parameters.get("page"))
    beside = {Group.LASTING: COMING, Group.OPEN: COMING, Group.OVER: RECENT} if coming.number == 1 else {}
    others = {group: items_of(in_group(events, group, now=now)[:limit], now=now) for group, limit in beside.items()}
    return Calendar(
        **shared,
        months=[],
        coming=coming,
        coming_items=items_of(coming, now=now),
        lasting=others.get(Group.LASTING, []),
        open=others.get(Group.OPEN, []),
        recent=others.get(Group.OVER, []),
    )


def _choices(wanted: Filter, locale: str) -> list[Choices]:
    chosen = {name: tuple(value for group in groups for value in group) for name, groups in wanted.facets.items()}
    return choices(type_name="event", locale=locale, names=FILTERS, chosen=chosen)


def _year(parameters: QueryDict) -> int | None:
    text = parameters.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and dt.MINYEAR < int(text) < dt.MAXYEAR):
        raise Http404(f"{text[:20]!r} is no year.")
    return int(text)


def _is_nowhere(year: int) -> bool:
    """Whether no language has an event of the year; where another has, the page says so and leads there."""
    return not in_year(live_entries().filter(type="event"), year).exists()


def _months(events: QuerySet[Entry], year: int, now: dt.datetime) -> list[Month]:
    """The events of the year, each by its first date therein; what lasts over New Year stands in January of the next one."""
    found = items_of(in_year(events, year).order_by("sort_key", "id"), now=now)
    dated = sorted(
        (_placed(item.showing(item.schedule.in_year(year)), year) for item in found), key=lambda each: each[:2]
    )
    months = [
        Month(day, [item for *_, item in placed])
        for day, placed in groupby(
            (each for each in dated if not _lacks_month(each[-1])), key=lambda each: each[0].replace(day=1)
        )
    ]
    vague = [item for *_, item in dated if _lacks_month(item)]
    return [*months, Month(None, vague)] if vague else months


def _placed(item: Item, year: int) -> tuple[dt.date, dt.datetime, Item]:
    """The item behind its first day in the year, where it takes place, and the moment at which it begins."""
    shown, new_year = item.reading.shown, dt.date(year, 1, 1)
    if shown is None:
        return new_year, dt.datetime.min.replace(tzinfo=dt.UTC), item
    return max(shown.first_day, new_year), shown.starts_at, item


def _lacks_month(item: Item) -> bool:
    return bool(item.reading.shown and item.reading.shown.precision == "year")
