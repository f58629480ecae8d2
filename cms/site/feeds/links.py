"""Links from a page to its feeds: what the page lists, with the filters of its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from cms.content.models import NewsIndexPage
from cms.content.schedule import Schedule
from cms.extend import Exporter, registry
from cms.publishing.reading.filters import EVERY_LANGUAGE, Filter
from cms.site.feeds.naming import title_of
from cms.site.feeds.request import feed_path
from cms.site.feeds.view import feeds_of
from cms.site.list_filters import ListFilters
from cms.site.page_context import PageContext
from search.query import MAX_LENGTH

if TYPE_CHECKING:
    from cms.site.search_page import SearchView

CALENDAR = "text/calendar"
YEAR = re.compile("[1-9][0-9]{3}", re.ASCII)
TIMES = ("start.gte", "start.lt", "when")


@dataclass(frozen=True)
class FeedLink:
    """A feed of what a page lists: its format, how its title is found, where it stands and in which form."""

    format: str
    titled: Callable[[], str]
    path: str
    media_type: str

    @property
    def title(self) -> str:
        """What it is a feed of; few pages say so."""
        return self.titled()

    @property
    def is_calendar(self) -> bool:
        """Whether programs take it for a calendar."""
        return self.media_type == CALENDAR

    @property
    def subscription(self) -> str:
        """The address that opens a visitor's own calendar, which then follows the feed."""
        return f"webcal://{settings.BASE_URL.partition('://')[2]}{self.path}"


@dataclass(frozen=True)
class Listed:
    """What a page lists. `by` narrows it by what only feeds understand; `dated` says that only its dates are offered."""

    filter: Filter
    by: Mapping[str, str] = field(default_factory=dict)
    dated: bool = False
    language: str = ""


def feed_links(request: HttpRequest, page: PageContext, search: SearchView | None = None) -> list[FeedLink]:
    """The feeds of what the page lists, and calendars of what it is about; none in a format that lacks the types."""
    listed = _of_search(request, search) if search else _listed(request, page)
    if listed and search and search.elsewhere:
        listed = replace(listed, language=EVERY_LANGUAGE)
    exporters = [each for each in feeds_of(request) if _fits(each, listed)] if listed else []
    if listed is None or not exporters:
        return []
    title = cache(lambda: title_of(listed.filter, locale=page.language))
    return [
        FeedLink(
            str(exporter.label),
            title,
            feed_path(exporter.name, _query(exporter, listed, listed.language or page.language)),
            exporter.media_type,
        )
        for exporter in exporters
    ]


def _fits(exporter: Exporter, listed: Listed) -> bool:
    if listed.dated and exporter.media_type != CALENDAR:
        return False
    return not exporter.types or set(listed.filter.types) <= set(exporter.types)


def _listed(request: HttpRequest, page: PageContext) -> Listed | None:
    listed = PAGES.get(page.document.get("type") or "")
    return listed(request, page) if listed else None


def _of_news(request: HttpRequest, page: PageContext) -> Listed:
    return Listed(Filter(types=tuple(_types_of_news())))


def _types_of_news() -> Iterable[str]:
    """What may stand below the list of news, of whichever plugin."""
    for model in NewsIndexPage.allowed_subpage_models():
        public = registry().type_of(model)
        if public is not None and public.listed:
            yield public.name


def _of_events(request: HttpRequest, page: PageContext) -> Listed:
    assert page.listing
    wanted: ListFilters = page.listing.shown.filters
    return Listed(Filter(types=("event",), facets=wanted.filter.facets), _times(request, wanted))


def _of_event(request: HttpRequest, page: PageContext) -> Listed | None:
    dates = Schedule.of_document(page.document).dates
    if all(date.is_vague for date in dates):
        return None
    return Listed(Filter(types=("event",)), {"id": page.document["id"]}, dated=True)


def _of_partner(request: HttpRequest, page: PageContext) -> Listed:
    slug = page.document["path"].strip("/").rpartition("/")[2]
    return Listed(Filter(types=("event",), facets={"partner": ((slug,),)}), dated=True)


def _of_city_programme(request: HttpRequest, page: PageContext) -> Listed:
    found = page.shown.facets if page.shown else {}
    facets = {name: (tuple(found[name].values()),) for name in ("city", "programme") if found.get(name)}
    return Listed(Filter(types=("event",), facets=facets), dated=True)


def _of_search(request: HttpRequest, search: SearchView) -> Listed | None:
    """The events among the hits; none where only other things are looked for."""
    wanted = search.filters
    if wanted.error or "event" not in (wanted.filter.types or ("event",)):
        return None
    text = search.text.strip()[:MAX_LENGTH]
    by = {**_times(request, wanted), **({"q": text} if text else {})}
    # Years are no facet of the ledger, but times.
    facets = {name: groups for name, groups in wanted.filter.facets.items() if name != "year"}
    return Listed(Filter(types=("event",), facets=facets), by, dated=True, language=search.locale)


def _times(request: HttpRequest, wanted: ListFilters) -> dict[str, str]:
    """The span of time that the page shows: as its address says, or the year that it is about."""
    if wanted.error:
        return {}
    times = {name: request.GET[name] for name in TIMES if request.GET.get(name, "").strip()}
    years = sorted(int(year) for year in request.GET.get("year", "").split(",") if YEAR.fullmatch(year))
    return {"start.gte": f"{years[0]}-01-01", "start.lt": f"{years[-1] + 1}-01-01", **times} if years else times


PAGES: Mapping[str, Callable[[HttpRequest, PageContext], Listed | None]] = {
    "home": lambda request, page: Listed(Filter()),
    "news_index": _of_news,
    "event_index": _of_events,
    "event": _of_event,
    "partner": _of_partner,
    "city_programme": _of_city_programme,
}
"""What a page of this type lists."""


def _query(exporter: Exporter, listed: Listed, language: str) -> str:
    facets = [(name, ",".join(group)) for name, groups in listed.filter.facets.items() for group in groups]
    calendar = exporter.media_type == CALENDAR
    # A calendar holds events alone, which need not be said.
    types = [("type", ",".join(listed.filter.types))] if listed.filter.types and not calendar else []
    locale = [("locale", language)] if language != settings.LANGUAGE_CODE else []
    by = list(listed.by.items()) if calendar else []
    return urlencode(sorted([*types, *facets, *locale, *by]), safe=",*")
