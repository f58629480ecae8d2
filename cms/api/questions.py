"""What a partner asks of a list: read once, refused with the parameter's name where it cannot be understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from cms.api import parameters
from cms.api.cursors import fingerprint, read_cursor
from cms.api.included import include_names
from cms.api.languages import Languages, wanted_languages
from cms.api.ordering import Key, default_sort, depends_on_moment, parse_sort, read_values, sort_names
from cms.api.selection import Selection, selected_fields
from cms.extend import PublicType, registry
from cms.publishing.entries import BEGINS_AT
from cms.publishing.filters import Filter
from cms.publishing.grammar import FilterError, parse_filter

LIMIT = 20
MAX_LIMIT = 100
MAX_PAGE = 10_000

SHAPE = ("fields", "include", "locale", "fallback", "min_sequence")
"""Parameters of a single document and of lists."""

PAGING = ("sort", "limit", "page", "cursor", "count")
IRRELEVANT = frozenset({"cursor", "page", "limit", "count", "fields", "include", "min_sequence"})
"""Parameters that may change between the pages of one walk."""


@dataclass(frozen=True, kw_only=True)
class ListQuestion:
    """Which things, in which order and languages, from where on and how many, and in which shape.

    `question` is the fingerprint that cursors are bound to. `seen_from` is the moment whose order the list has, if that is not the
    present one: the beginning of the span that is asked for, or when the first page of a walk was read.
    """

    public: PublicType
    filter: Filter
    languages: Languages
    keys: tuple[Key, ...]
    limit: int
    page: int | None
    after: tuple[Any, ...] | None
    seen_from: dt.datetime | None
    exact: bool
    selection: Selection | None
    include: tuple[str, ...]
    question: str

    @property
    def offset(self) -> int:
        """How many rows come before the page, where pages are numbered."""
        return ((self.page or 1) - 1) * self.limit

    @property
    def is_continued(self) -> bool:
        """Whether rows came before these."""
        return self.after is not None or self.offset > 0

    @property
    def is_plain(self) -> bool:
        """Whether stored documents are given as they are."""
        return self.selection is None and not self.include


def filter_names(public: PublicType) -> tuple[str, ...]:
    """The filters of a type: its facets, its time if it takes place, its last change."""
    facets = [facet.name for facet in registry().facets if public.name in facet.types]
    times = ("when", "start.gte", "start.lt") if public.takes_place else ()
    return (*facets, *times, "updated.gte", "updated.lt")


def list_question(public: PublicType, query: QueryDict, *, accept_language: str) -> ListQuestion:
    """The question that the query string asks of the type's list; raises `FilterError`."""
    parameters.refuse_unknown(query, (*filter_names(public), *PAGING, *SHAPE))
    languages = wanted_languages(query, accept_language)
    sort = parameters.text(query, "sort")
    keys = parse_sort(default_sort(public) if sort is None else sort, allowed=sort_names(public))
    question = fingerprint(query, public.name, *languages.chain, without=IRRELEVANT)
    page = parameters.number(query, "page", highest=MAX_PAGE)
    wanted = replace(parse_filter(query, also=tuple(query), types=(public.name,)), locale=None)
    after, walked_from = _after(query, keys, question=question, page=page)
    return ListQuestion(
        public=public,
        filter=wanted,
        languages=languages,
        keys=keys,
        limit=parameters.number(query, "limit", highest=MAX_LIMIT) or LIMIT,
        page=page,
        after=after,
        seen_from=wanted.start.gte or walked_from,
        exact=parameters.choice(query, "count", ("exact", "none")) != "none",
        selection=selected_fields(query, public),
        include=include_names(query),
        question=question,
    )


def _after(
    query: QueryDict, keys: tuple[Key, ...], *, question: str, page: int | None
) -> tuple[tuple[Any, ...] | None, dt.datetime | None]:
    """The row after which to go on, and the moment from which the walk sees its order."""
    cursor = parameters.text(query, "cursor")
    if cursor is None:
        return None, None
    if page is not None:
        raise FilterError("page", "not_together", "page: give a page or a cursor, not both.")
    if not depends_on_moment(keys):
        return read_values(keys, read_cursor(cursor, question=question, size=len(keys))), None
    moment, *values = read_cursor(cursor, question=question, size=len(keys) + 1)
    return read_values(keys, values), *read_values([Key(BEGINS_AT)], [moment])
