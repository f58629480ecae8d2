"""What is asked of an exporter: the one grammar of filters, exact as in the API."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from cms.extend import Exporter, registry
from cms.publishing.filters import Filter
from cms.publishing.grammar import FilterError, parse_filter
from cms.site.addresses import language_prefix

PREFIX = "/feeds/"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which things an exporter is asked for, and the filters as they were written, in one order."""

    exporter: Exporter
    filter: Filter
    locale: str
    query: str

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
    given = parse_filter(parameters)
    locale = given.locale or settings.LANGUAGE_CODE
    if locale not in dict(settings.LANGUAGES):
        raise _unknown("locale", locale, tuple(dict(settings.LANGUAGES)))
    known = exporter.types
    for name in given.types:
        if known and name not in known:
            raise _unknown("type", name, known)
    return Question(
        exporter=exporter,
        filter=replace(given, locale=locale, types=given.types or known or _usual_types(exporter)),
        locale=locale,
        query=urlencode(sorted((name, value) for name in parameters for value in parameters.getlist(name)), safe=","),
    )


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
