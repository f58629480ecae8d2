"""What is asked of an exporter: the one grammar of filters, exact as in the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import QueryDict

from cms.extend import Exporter, registry
from cms.publishing.reading.filters import EVERY_LANGUAGE, Filter, Span
from cms.publishing.reading.grammar import MAX_VALUES, filter_of, filters
from cms.publishing.reading.parameters import FilterError, Parameter, Parameters, once, refuse_others
from cms.site.addresses import language_prefix
from search.query import MAX_LENGTH
from search.query_syntax import clean

PREFIX = "/feeds/"


@dataclass(frozen=True, kw_only=True)
class FeedRequest:
    """Which things an exporter is asked for, and the filters as they were written, in one order.

    `locale` is the language in which it speaks of them; the filter has none where things in every language are meant.
    `ids` are the only things meant, if there are any; `text` is what they are found by in the archive.
    """

    exporter: Exporter
    filter: Filter
    locale: str
    query: str
    ids: tuple[UUID, ...] = ()
    text: str = ""

    def filter_at(self, now: dt.datetime) -> Filter:
        """The filter at the moment: what ended long ago is left out where the exporter says so, and nobody asks for it."""
        past, start = self.exporter.past, self.filter.start
        if past is None or start.gte is not None or self.ids:
            return self.filter
        return replace(self.filter, start=Span(day_of(now) - past, start.lt))

    @property
    def changes_daily(self) -> bool:
        """Whether the clock changes what is meant, though only at midnight (UTC)."""
        return self.exporter.past is not None or bool(self.exporter.remembers)

    @property
    def address(self) -> str:
        """Where a feed stands with these filters; the site itself for an exporter without an address."""
        return settings.BASE_URL + feed_path(self.exporter.name, self.query) if self.exporter.public else self.home

    @property
    def home(self) -> str:
        """The front page in the language of the request."""
        return settings.BASE_URL + language_prefix(self.locale)


def feed_request(exporter: Exporter, query: QueryDict) -> FeedRequest:
    """The request that the query string makes; raises `FilterError`. Without `locale` it means the default language."""
    given = feed_parameters().read(query)
    known, wanted = exporter.types, filter_of(given)
    refuse_others("type", wanted.types, known or wanted.types)
    locale = given["locale"] or settings.LANGUAGE_CODE
    everywhere = locale == EVERY_LANGUAGE
    return FeedRequest(
        exporter=exporter,
        filter=replace(
            wanted, locale=None if everywhere else locale, types=wanted.types or known or _usual_types(exporter)
        ),
        locale=settings.LANGUAGE_CODE if everywhere else locale,
        ids=given["id"],
        text=given["q"],
        query=urlencode(sorted((name, value) for name in query for value in query.getlist(name)), safe=","),
    )


def feed_parameters() -> Parameters:
    """What feeds understand: the grammar of filters, single things, and what the archive search finds."""
    return Parameters(
        (
            *filters(),
            Parameter(name="id", text="Ids of the only things that are meant.", parse=_ids, default=()),
            Parameter(name="q", text="What they are found by in the archive.", parse=_text, default=""),
        )
    )


def _ids(name: str, values: list[str]) -> tuple[UUID, ...]:
    written = [value.strip() for each in values for value in each.split(",")]
    if len(written) > MAX_VALUES:
        raise FilterError(name, "malformed", f"{name}: give between 1 and {MAX_VALUES} values.")
    try:
        return tuple(map(UUID, written))
    except ValueError as error:
        raise FilterError(name, "malformed", f"{name}: give ids of things, as the API names them.") from error


def _text(name: str, values: list[str]) -> str:
    text = clean(once(name, values, longest=MAX_LENGTH)).strip()
    if not text:
        raise FilterError(name, "malformed", f"{name}: say what is looked for.")
    return text


def day_of(now: dt.datetime) -> dt.datetime:
    """The beginning of the day (UTC)."""
    return now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def feed_path(name: str, query: str = "") -> str:
    """The path of a feed."""
    return f"{PREFIX}{name}" + (f"?{query}" if query else "")


def _usual_types(exporter: Exporter) -> tuple[str, ...]:
    """A feed that names no types is about what has a page to read; every other exporter takes all there is."""
    if not exporter.public:
        return ()
    return tuple(public.name for public in registry().page_types if public.listed)
