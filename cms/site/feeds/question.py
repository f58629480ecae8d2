"""What is asked of an exporter: the one grammar of filters, exact as in the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import QueryDict

from cms.extend import Exporter, registry
from cms.publishing.filters import Filter, Span
from cms.publishing.grammar import MAX_VALUES, FilterError, parse_filter
from cms.site.addresses import language_prefix
from cms.site.asked import EVERY_LANGUAGE
from search.query import MAX_LENGTH
from search.question import clean

PREFIX = "/feeds/"

OWN = ("id", "q")
"""What feeds understand beside the grammar of filters: single things, and what the archive search finds."""


@dataclass(frozen=True, kw_only=True)
class Question:
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
        """The front page in the language of the question."""
        return settings.BASE_URL + language_prefix(self.locale)


def question_of(exporter: Exporter, parameters: QueryDict) -> Question:
    """The question that the query string means; raises `FilterError`. Without `locale` it means the default language."""
    given = parse_filter(parameters, also=OWN)
    everywhere = given.locale == EVERY_LANGUAGE
    locale = settings.LANGUAGE_CODE if everywhere else given.locale or settings.LANGUAGE_CODE
    if locale not in dict(settings.LANGUAGES):
        raise _unknown("locale", locale, (*dict(settings.LANGUAGES), EVERY_LANGUAGE))
    known, ids = exporter.types, _ids(parameters)
    for name in given.types:
        if known and name not in known:
            raise _unknown("type", name, known)
    return Question(
        exporter=exporter,
        filter=replace(
            given, locale=None if everywhere else locale, types=given.types or known or _usual_types(exporter)
        ),
        locale=locale,
        ids=ids,
        text=_text(parameters),
        query=urlencode(sorted((name, value) for name in parameters for value in parameters.getlist(name)), safe=","),
    )


def _ids(parameters: QueryDict) -> tuple[UUID, ...]:
    written = [value.strip() for values in parameters.getlist("id") for value in values.split(",")]
    if len(written) > MAX_VALUES:
        raise FilterError("id", "malformed", f"id: give between 1 and {MAX_VALUES} values.")
    try:
        return tuple(map(UUID, written))
    except ValueError as error:
        raise FilterError("id", "malformed", "id: give ids of things, as the API names them.") from error


def _text(parameters: QueryDict) -> str:
    given = parameters.getlist("q")
    if len(given) > 1:
        raise FilterError("q", "repeated", "q: give it once.")
    text = clean(given[0]).strip() if given else ""
    if given and (not text or len(given[0]) > MAX_LENGTH):
        raise FilterError("q", "malformed", f"q: say what is looked for, in at most {MAX_LENGTH} characters.")
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


def _unknown(name: str, value: str, allowed: tuple[str, ...]) -> FilterError:
    return FilterError(name, "unknown_value", f"{name}: {value!r} is no possible value.", allowed)
