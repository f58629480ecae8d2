"""The calendar: what is coming up first, then what was, by year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from cms.content.schedule import Group
from cms.publishing.reading.agenda import order_ahead, past
from cms.publishing.reading.entries import by_title, in_locale, live_entries, matching, with_ids
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.schedule import in_years
from cms.site.choices import Choices, choices
from cms.site.items import Item, items_of
from cms.site.list_filters import ListFilters, list_filters
from cms.site.lists import items_by_keys

if TYPE_CHECKING:
    from cms.publishing.models import Entry

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
    """What the calendar page shows; either one year by month, or what is coming up and what was last.

    `everywhere` are the same events in all languages.
    """

    filters: ListFilters
    choices: list[Choices]
    years: list[Year]
    years_ahead: list[Year]
    everywhere: QuerySet[Entry]
    year: int | None = None
    months: list[Month] = field(default_factory=list)
    coming: Page[UUID] | None = None
    coming_items: list[Item] = field(default_factory=list)
    lasting: list[Item] = field(default_factory=list)
    open: list[Item] = field(default_factory=list)
    recent: list[Item] = field(default_factory=list)


def calendar(parameters: QueryDict, *, locale: str, now: dt.datetime) -> Calendar:
    """The calendar as the query string asks for it; raises `Http404` for a year without events."""
    wanted = list_filters(parameters, locale=locale, types=("event",))
    everywhere = matching(live_entries(), replace(wanted.filter, locale=None), now=now)
    events = in_locale(everywhere, wanted.filter.locale) if wanted.filter.locale else everywhere
    year, turns = _year(parameters), in_years(everywhere)
    own = [each for each in turns if wanted.filter.locale in (None, each.locale)]
    counts = Counter(each.year for each in own)
    years = [Year(each, count, each == year) for each, count in sorted(counts.items(), reverse=True)]
    this_year = timezone.localtime(now).year
    shared: dict[str, Any] = {
        "filters": wanted,
        "choices": _choices(wanted.filter, locale),
        "years": [each for each in years if each.year <= this_year],
        "years_ahead": [each for each in reversed(years) if each.year > this_year],
    }
    if year is not None:
        if not wanted.is_narrow and all(each.year != year for each in turns):
            # Where only another language has events of the year, the page says so and leads there.
            raise Http404(f"There are no events of {year}.")
        of_year = with_ids(everywhere, [each.entry for each in turns if each.year == year])
        found = with_ids(events, [each.entry for each in own if each.year == year])
        months = _months(by_title(found), year, now)
        return Calendar(**shared, year=year, months=months, everywhere=of_year)
    order = order_ahead(events, now=now)
    coming = Paginator(order[Group.COMING], COMING).get_page(parameters.get("page"))
    is_first = coming.number == 1
    beside = (order[group][:COMING] if is_first else [] for group in (Group.LASTING, Group.OPEN))
    coming_items, lasting, without_day = items_by_keys(list(coming), *beside, now=now)
    return Calendar(
        **shared,
        everywhere=everywhere,
        coming=coming,
        coming_items=coming_items,
        lasting=lasting,
        open=without_day,
        recent=items_of(past(events, now=now)[:RECENT], now=now) if is_first else [],
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


def _months(entries: QuerySet[Entry], year: int, now: dt.datetime) -> list[Month]:
    """The events of the year, each by its first date therein; what lasts over New Year stands in January of the next one."""
    found = items_of(entries, now=now)
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
