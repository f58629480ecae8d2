"""What a visitor asks of a list: the one grammar of filters, forgiving where a form or a foreign link is not exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from cms.publishing.reading.filters import Filter
from cms.publishing.reading.grammar import filter_parameters, parse_filter
from cms.publishing.reading.parameters import FilterError


@dataclass(frozen=True)
class ListFilters:
    """The filter that was understood; `error` says what was not, and then the filter is empty."""

    filter: Filter
    error: FilterError | None = None

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return tuple(value for group in self.filter.facets.get(facet, ()) for value in group)

    @property
    def is_narrow(self) -> bool:
        """Whether any facet is chosen."""
        return bool(self.filter.facets)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but types and a locale."""
        return self.filter == Filter(types=self.filter.types, locale=self.filter.locale)


def list_filters(parameters: QueryDict, *, locale: str, types: tuple[str, ...] = ()) -> ListFilters:
    """What the query string asks for within the locale; empty fields of a form and unknown names are left aside."""
    known = QueryDict(mutable=True)
    for name in set(parameters) & set(filter_parameters()) - {"locale", *(("type",) if types else ())}:
        known.setlist(name, [value for value in parameters.getlist(name) if value.strip()])
    for name in [name for name in known if not known.getlist(name)]:
        del known[name]
    try:
        return ListFilters(replace(parse_filter(known, types=types), locale=locale))
    except FilterError as error:
        return ListFilters(Filter(types=types, locale=locale), error)


def query_string(parameters: QueryDict, **changes: Any) -> str:
    """The query string with some names changed (None removes one) and without empty ones; it begins with „?“."""
    changed = {name: parameters.getlist(name) for name in parameters}
    changed |= {name: [] if value is None else [str(value)] for name, value in changes.items()}
    # Copying a QueryDict takes ten times as long, and a page with many years has many of these.
    query = QueryDict(mutable=True)
    for name, values in changed.items():
        if any(values):
            query.setlist(name, values)
    return f"?{query.urlencode(safe=',')}"
