"""Which part of a list an address shows, as titles and search engines name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext

from cms.site.choices import Choices
from cms.site.list_filters import ListFilters


@dataclass(frozen=True, kw_only=True)
class ListPart:
    """A part of a list: what tells it from the others, its one query string, those of its neighbours, whether search engines keep it."""

    words: tuple[str, ...] = ()
    query: str = ""
    previous: str | None = None
    next: str | None = None
    is_indexed: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it is the list's first page, without any choice."""
        return not self.words and self.is_indexed

    @property
    def robots(self) -> str:
        """What search engines are told; empty if nothing."""
        return "" if self.is_indexed else "noindex, follow"


def part_of(filters: ListFilters, choices: Sequence[Choices], *, is_empty: bool) -> ListPart:
    """The part that the filters give: one value has an address of its own, combinations are endless and stay out of search engines."""
    chosen = [(group.name, choice) for group in choices for choice in group.values if choice.chosen]
    named = len(chosen) == sum(len(group) for groups in filters.filter.facets.values() for group in groups)
    wanted = filters.filter
    is_plain = not (
        filters.error or wanted.when or wanted.start != type(wanted.start)() or wanted.updated != type(wanted.updated)()
    )
    return ListPart(
        words=tuple(choice.label for _name, choice in chosen),
        query=_query((name, choice.value) for name, choice in chosen),
        is_indexed=is_plain and named and len(chosen) <= 1 and not is_empty,
    )


def of_year(part: ListPart, year: int, years: Sequence[int]) -> ListPart:
    """The part for one year; its neighbours are the years before and after it in which something took place."""
    earlier = max((each for each in years if each < year), default=None)
    later = min((each for each in years if each > year), default=None)
    return replace(
        part,
        words=(str(year), *part.words),
        query=_with(part.query, "year", year),
        previous=_with(part.query, "year", earlier) if earlier else None,
        next=_with(part.query, "year", later) if later else None,
    )


def of_page(part: ListPart, page: Page[Any]) -> ListPart:
    """The part for one page of several; the first one is the list itself."""
    number = page.number
    before = number - 1
    changed = replace(
        part,
        previous=_with(part.query, "page", before if before > 1 else None) if page.has_previous() else None,
        next=_with(part.query, "page", number + 1) if page.has_next() else None,
    )
    if number == 1:
        return changed
    words = (*part.words, gettext("page %(number)s") % {"number": number})
    return replace(changed, words=words, query=_with(part.query, "page", number))


def _query(pairs: Iterable[tuple[str, Any]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, str(value))
    return f"?{query.urlencode()}" if query else ""


def _with(query: str, name: str, value: Any) -> str:
    """The query string with one more pair, or as it is where there is no value."""
    return query if value is None else f"{query}{'&' if query else '?'}{name}={value}"
