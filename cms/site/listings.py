"""What the pages that are lists show, by their type; asked for once per page, by its head and by its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from cms.publishing.reading.entries import live_entries, matching, of_type
from cms.publishing.reading.website import news_below
from cms.site import lists
from cms.site.calendar import Calendar, calendar
from cms.site.choices import Choices, choices
from cms.site.items import Item, items_of
from cms.site.list_filters import ListFilters, list_filters
from cms.site.list_part import ListPart, of_page, of_year, part_of

if TYPE_CHECKING:
    from cms.publishing.models import Entry

PARTNERS_PER_PAGE = 60
NEWS_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Which part of a list is shown, what its template shows, and the same things in all languages, which have a name where no filter decides."""

    part: ListPart
    shown: Any
    everywhere: QuerySet[Entry]
    everywhere_known_as: Hashable = None


@dataclass(frozen=True)
class Partners:
    """A page of partners under their cities, and what the list can be narrowed by."""

    filters: ListFilters
    page: Page[Entry]
    groups: list[tuple[str, list[Item]]]
    choices: list[Choices]


@dataclass(frozen=True)
class News:
    """A page of news."""

    page: Page[Entry]
    items: list[Item]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What an address asks of a list, in which language, where and when."""

    parameters: QueryDict
    locale: str
    path: str
    now: dt.datetime


def listing(type_name: str, question: Question) -> Listing | None:
    """What the list shows; None for pages of other types."""
    build = LISTINGS.get(type_name)
    return build(question) if build else None


def _events(question: Question) -> Listing:
    shown: Calendar = calendar(question.parameters, locale=question.locale, now=question.now)
    if shown.year is not None:
        part = part_of(shown.filters, shown.choices, is_empty=not shown.months)
        part = of_year(part, shown.year, [each.year for each in shown.years])
    else:
        is_empty = not (shown.coming_items or shown.recent or shown.years)
        part = part_of(shown.filters, shown.choices, is_empty=is_empty)
        part = of_page(part, shown.coming) if shown.coming else part
    known_as = ("event", shown.year) if shown.filters.is_plain else None
    return Listing(part=part, shown=shown, everywhere=shown.everywhere, everywhere_known_as=known_as)


def _partners(question: Question) -> Listing:
    wanted = list_filters(question.parameters, locale=question.locale, types=("partner",))
    chosen = {"city": wanted.chosen("city"), "programme": wanted.chosen("programme")}
    page = _page(lists.partners(wanted.filter, now=question.now), PARTNERS_PER_PAGE, question)
    shown = Partners(
        filters=wanted,
        page=page,
        groups=lists.by_city(items_of(_of_page(page), now=question.now)),
        choices=choices(type_name="partner", locale=question.locale, names=tuple(chosen), chosen=chosen),
    )
    part = of_page(part_of(wanted, shown.choices, is_empty=not shown.groups), page)
    return Listing(
        part=part,
        shown=shown,
        everywhere=_everywhere(wanted, question.now),
        everywhere_known_as="partner" if wanted.is_plain else None,
    )


def _news(question: Question) -> Listing:
    page = _page(news_below(question.path, locale=question.locale), NEWS_PER_PAGE, question)
    part = of_page(ListPart(is_indexed=bool(page.paginator.count)), page)
    return Listing(
        part=part,
        shown=News(page, items_of(_of_page(page), now=question.now)),
        everywhere=of_type("news"),
        everywhere_known_as="news",
    )


def _home(question: Question) -> Listing:
    """A front page shows some of everything; it counts the events that its readers would miss."""
    everywhere = of_type("event")
    return Listing(part=ListPart(), shown=None, everywhere=everywhere, everywhere_known_as=("event", None))


LISTINGS: dict[str, Callable[[Question], Listing]] = {
    "home": _home,
    "event_index": _events,
    "partner_index": _partners,
    "news_index": _news,
}


def _everywhere(wanted: ListFilters, now: dt.datetime) -> QuerySet[Entry]:
    return matching(live_entries(), replace(wanted.filter, locale=None), now=now)


def _page(entries: QuerySet[Entry], size: int, question: Question) -> Page[Entry]:
    return Paginator(entries, size).get_page(question.parameters.get("page"))


def _of_page(page: Page[Entry]) -> QuerySet[Entry]:
    """The entries of the page, which a paginator of entries cuts out of them."""
    return cast("QuerySet[Entry]", page.object_list)
