"""The archive search for visitors."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext_lazy as _

from cms.extend import registry
from cms.publishing.reading.filters import EVERY_LANGUAGE
from cms.site.choices import Choice, Choices, languages_of_labels
from cms.site.feeds.links import feed_links
from cms.site.items import Item, item_of
from cms.site.languages import site_languages, ui_language
from cms.site.list_filters import ListFilters, list_filters
from cms.site.page_context import page_context_of
from search.engines.base import EngineError
from search.query import SearchQuery, Sort
from search.query_syntax import clean
from search.results import Hit, Results
from search.service import facet_names, search

log = logging.getLogger(__name__)

PAGE_SIZE = 10
DEEPEST = 500
"""No person reads further; a machine takes the API."""

FACETS = ("type", "city", "year", "format", "programme", "topic", "partner", "language", "person", "series", "kind")
SORTS = {
    Sort.RELEVANCE: _("Best match"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.EVENT_DATE: _("By event date"),
}
LABELS = {"type": _("Kind of page"), "year": _("Year")}


@dataclass(frozen=True)
class ShownHit:
    """A hit as it is shown."""

    hit: Hit
    item: Item


@dataclass(frozen=True)
class SearchView:
    """What the search page shows.

    `locale` is the language that was chosen, if any; `elsewhere` says that the hits are in others. `further` counts what else there is
    in `further_locale`: in the default language for readers of another one, in all others for its own readers.
    """

    text: str
    sort: Sort
    locale: str
    elsewhere: bool
    filters: ListFilters
    results: Results
    found: list[ShownHit]
    choices: list[Choices]
    page: Page[int]
    further: int
    further_locale: str

    @property
    def chosen(self) -> list[tuple[str, Choice]]:
        """Every chosen value with the name of its filter."""
        return [(group.name, choice) for group in self.choices for choice in group.values if choice.chosen]


def search_page(request: HttpRequest) -> HttpResponse:
    """The answer to the question in the address; a sent form is led to its clean address first."""
    prefix = get_language_from_path(request.path_info)
    if prefix and prefix not in site_languages():
        raise Http404(f"The site does not speak {prefix}.")
    if "form" in request.GET:
        return HttpResponseRedirect(clean_address(request.path, request.GET))
    try:
        view = answer(request.GET, locale=get_language() or "", now=timezone.now())
    except EngineError as error:
        log.error("The archive search cannot answer: %s", error)
        response = render(request, "site/search_away.html", status=503)
        response.headers["Retry-After"] = "60"
        return response
    sorts = [(str(sort), label, sort == view.sort) for sort, label in SORTS.items()]
    page = page_context_of(request, None)
    context = {"page_context": page, "search": view, "sorts": sorts, "feed_links": feed_links(request, page, view)}
    return render(request, "site/search.html", context, status=400 if view.filters.error else 200)


def clean_address(path: str, sent: QueryDict) -> str:
    """The address that means what was sent: each filter once with its values joined by commas, nothing empty."""
    kept = QueryDict(mutable=True)
    for name in sent:
        if values := [value for value in sent.getlist(name) if value.strip() and name != "form"]:
            kept[name] = values[-1] if name in ("q", "sort") else ",".join(values)
    if kept.get("sort") == Sort.RELEVANCE:
        del kept["sort"]
    return f"{path}?{kept.urlencode(safe=',')}" if kept else path


def answer(parameters: QueryDict, *, locale: str, now: dt.datetime) -> SearchView:
    """The hits of the page that the parameters ask for, in all languages if this one has none and none was chosen."""
    chosen = _chosen_locale(parameters)
    wanted = filters_of_archive(parameters, locale=locale if chosen in ("", EVERY_LANGUAGE) else chosen)
    if chosen == EVERY_LANGUAGE:
        wanted = replace(wanted, filter=replace(wanted.filter, locale=None))
    sort = next((sort for sort in Sort if sort == parameters.get("sort")), Sort.RELEVANCE)
    query = SearchQuery(
        text=clean(parameters.get("q", "")),
        filter=wanted.filter,
        facets=tuple(name for name in FACETS if name in facet_names()),
        sort=sort,
        page=_page(parameters),
        page_size=PAGE_SIZE,
        now=now,
    )
    results = _searched(query)
    elsewhere = False
    if not results.total and not chosen:
        everywhere = _searched(replace(query, filter=replace(query.filter, locale=None)))
        if everywhere.total:
            results, elsewhere = everywhere, True
    further_locale = EVERY_LANGUAGE if locale == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
    further = 0 if chosen or elsewhere else _further(query, results, further_locale)
    return SearchView(
        text=query.text,
        sort=sort,
        locale=chosen,
        elsewhere=elsewhere,
        filters=wanted,
        results=results,
        found=[ShownHit(hit, item_of(hit, now=now)) for hit in results.hits],
        choices=list(_choices(results)),
        page=Paginator(range(results.total), PAGE_SIZE).get_page(results.page),
        further=further,
        further_locale=further_locale,
    )


def filters_of_archive(parameters: QueryDict, *, locale: str) -> ListFilters:
    """The filter, with the years that only search knows."""
    wanted = list_filters(parameters, locale=locale)
    years = tuple(year for value in parameters.getlist("year") for year in value.split(",") if year.isdigit())[:50]
    if not years:
        return wanted
    return replace(wanted, filter=replace(wanted.filter, facets={**wanted.filter.facets, "year": (years,)}))


def _searched(query: SearchQuery) -> Results:
    """The answer; a page beyond the last one means the last one."""
    results = search(query)
    return search(replace(query, page=results.pages)) if results.page > results.pages > 0 else results


def _further(query: SearchQuery, results: Results, locale: str) -> int:
    """How many hits there are in the default language, or beside these in all others; 0 where the words are found nowhere as they are."""
    wanted = None if locale == EVERY_LANGUAGE else locale
    asking = replace(query, filter=replace(query.filter, locale=wanted), facets=(), page=1, page_size=1)
    found = search(asking)
    if found.relaxed or results.relaxed:
        return 0
    return max(found.total - (results.total if wanted is None else 0), 0)


def _chosen_locale(parameters: QueryDict) -> str:
    """The language of the site that the address names; empty if it names none."""
    named = parameters.get("locale", "")
    return named if named in dict(settings.LANGUAGES) or named == EVERY_LANGUAGE else ""


def _page(parameters: QueryDict) -> int:
    text = parameters.get("page", "")
    return max(1, min(int(text), DEEPEST)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _choices(results: Results) -> Iterable[Choices]:
    labels = {facet.name: facet.label for facet in registry().facets} | LABELS
    counted = [(name, each) for name, counts in results.facets.items() for each in counts]
    languages = languages_of_labels((name, each.value, each.label) for name, each in counted)
    for name, counts in results.facets.items():
        values = tuple(
            Choice(
                each.value,
                each.label,
                each.count,
                each.chosen,
                languages.get((name, each.value), ui_language(each.locale) if each.locale else ""),
            )
            for each in counts
        )
        if len(values) > 1 or any(value.chosen for value in values):
            yield Choices(name, str(labels.get(name, name)), values)
