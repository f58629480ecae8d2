"""What a partner asks of a list: read once, refused with the parameter's name where it cannot be understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from cms.api.cursors import fingerprint, read_cursor
from cms.api.included import included_types
from cms.api.languages import wanted_languages
from cms.api.selection import Selection
from cms.extend import PublicType
from cms.publishing.reading.entries import BEGINS_AT
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.grammar import filter_of
from cms.publishing.reading.languages import Languages
from cms.publishing.reading.order import SortKey, depends_on_moment, read_values
from cms.publishing.reading.parameters import FilterError

IRRELEVANT = frozenset({"cursor", "page", "limit", "count", "fields", "include", "min_sequence"})
"""Parameters that may change between the pages of one walk."""


@dataclass(frozen=True, kw_only=True)
class ListRequest:
    """Which things, in which order and languages, from where on and how many, and in which shape.

    `fingerprint` is what cursors are bound to. `seen_from` is the moment whose order the list has, if that is not the
    present one: the beginning of the span that is asked for, or when the first page of a walk was read.
    """

    public: PublicType
    filter: Filter
    languages: Languages
    keys: tuple[SortKey, ...]
    limit: int
    page: int | None
    after: tuple[Any, ...] | None
    seen_from: dt.datetime | None
    exact: bool
    selection: Selection | None
    include: tuple[str, ...]
    fingerprint: str

    @property
    def offset(self) -> int:
        """How many rows come before the page, where pages are numbered."""
        return ((self.page or 1) - 1) * self.limit

    @property
    def is_plain(self) -> bool:
        """Whether stored documents are given as they are."""
        return self.selection is None and not self.include


def list_request(
    public: PublicType, given: Mapping[str, Any], query: QueryDict, *, accept_language: str
) -> ListRequest:
    """The request that these values of the list's parameters make; raises `FilterError` where they do not go together."""
    languages = wanted_languages(given["locale"], given["fallback"], accept_language=accept_language)
    keys, page = given["sort"], given["page"]
    mark = fingerprint(query, public.name, *languages.chain, without=IRRELEVANT)
    wanted = replace(filter_of(given, types=(public.name,)), locale=None)
    after, walked_from = _after(given["cursor"], keys, mark=mark, page=page)
    return ListRequest(
        public=public,
        filter=wanted,
        languages=languages,
        keys=keys,
        limit=given["limit"],
        page=page,
        after=after,
        seen_from=wanted.start.gte or walked_from,
        exact=given["count"] == "exact",
        selection=given["fields"],
        include=included_types(given["include"]),
        fingerprint=mark,
    )


def _after(
    cursor: str | None, keys: tuple[SortKey, ...], *, mark: str, page: int | None
) -> tuple[tuple[Any, ...] | None, dt.datetime | None]:
    """The row after which to go on, and the moment from which the walk sees its order."""
    if cursor is None:
        return None, None
    if page is not None:
        raise FilterError("page", "not_together", "page: give a page or a cursor, not both.")
    if not depends_on_moment(keys):
        return read_values(keys, read_cursor(cursor, mark=mark, size=len(keys))), None
    moment, *values = read_cursor(cursor, mark=mark, size=len(keys) + 1)
    return read_values(keys, values), *read_values([SortKey(BEGINS_AT)], [moment])
