"""Links from a page to its feeds: what the page lists, with the filters of its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from cms.content.models import NewsIndexPage
from cms.extend import registry
from cms.publishing.filters import Filter
from cms.site.asked import asked
from cms.site.feeds.naming import title_of
from cms.site.feeds.question import feed_path
from cms.site.feeds.view import feeds_of
from cms.site.frame import Frame


@dataclass(frozen=True)
class FeedLink:
    """A feed of what a page lists: its format, its title, where it stands and in which form."""

    format: str
    title: str
    path: str
    media_type: str


def feed_links(request: HttpRequest, frame: Frame) -> list[FeedLink]:
    """The feeds of the front page, the calendar and the news; none for other pages, and none in a format that lacks the types."""
    listed = _listed(request, frame)
    exporters = feeds_of(request) if listed else []
    if listed is None or not exporters:
        return []
    title = title_of(listed, locale=frame.language)
    return [
        FeedLink(
            str(exporter.label), title, feed_path(exporter.name, _query(listed, frame.language)), exporter.media_type
        )
        for exporter in exporters
        if not exporter.types or set(listed.types) <= set(exporter.types)
    ]


def _listed(request: HttpRequest, frame: Frame) -> Filter | None:
    kind = frame.document.get("type")
    if kind == "home":
        return Filter()
    if kind == "news_index":
        return Filter(types=tuple(_types_of_news()))
    if kind == "event_index":
        wanted = asked(request.GET, locale=frame.language, types=("event",)).filter
        return Filter(types=("event",), facets=wanted.facets)
    return None


def _types_of_news() -> Iterable[str]:
    """What may stand below the list of news, of whichever plugin."""
    for model in NewsIndexPage.allowed_subpage_models():
        public = registry().type_of(model)
        if public is not None and public.listed:
            yield public.name


def _query(listed: Filter, language: str) -> str:
    facets = [(name, ",".join(group)) for name, groups in listed.facets.items() for group in groups]
    types = [("type", ",".join(listed.types))] if listed.types else []
    locale = [("locale", language)] if language != settings.LANGUAGE_CODE else []
    return urlencode(sorted([*types, *facets, *locale]), safe=",")
