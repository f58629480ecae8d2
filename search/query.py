"""The question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from cms.publishing.reading.filters import Filter

MAX_LENGTH = 200


class Sort(StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    EVENT_DATE = "event_date"


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """A question to the archive: words are or-ed and ranked, "quoted" words are a phrase, a leading - excludes.

    `facets` names those to count. Pages begin at 1.
    """

    text: str = ""
    filter: Filter = field(default_factory=Filter)
    facets: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 10
    now: dt.datetime

    @property
    def offset(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.page_size
