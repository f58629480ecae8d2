"""The answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from uuid import UUID

Marked = tuple[tuple[str, bool], ...]
"""Text in pieces, each with whether it is a hit; never markup."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The piece of text that answers best."""

    text: Marked
    type: str
    block_id: str
    speaker: str


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing that was found."""

    id: UUID
    etag: str
    type: str
    locale: str
    title: str
    marked_title: Marked
    path: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    score: float
    passage: Passage | None
    document: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class FacetCount:
    """How many hits choosing this value would leave; the facet's own choice does not shrink it.

    `locale` says among whose documents the label was found, empty where it is nobody's.
    """

    value: str
    label: str
    count: int
    chosen: bool
    locale: str = ""


@dataclass(frozen=True, kw_only=True)
class Results:
    """Hits of one page, with what is needed to go on from them.

    `corrected` is the spelling that was searched for instead. `relaxed` says that the question was loosened: "" or one of
    `spelling`, `words`, `newest`. `fallback` says that the embedded engine stood in for another one.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[FacetCount, ...]]
    engine: str
    page: int
    pages: int
    corrected: str = ""
    relaxed: str = ""
    fallback: bool = False

    def but(self, **changes: object) -> Results:
        """A copy with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]
