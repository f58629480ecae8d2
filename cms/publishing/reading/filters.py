"""What a reader asks for: one value object for lists, search, feeds and sync."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cms.content.schedule import Phase as Phase

EVERY_LANGUAGE = "*"
"""What an address says for all languages at once."""


@dataclass(frozen=True)
class Span:
    """A half-open span of time; None leaves that side open."""

    gte: datetime | None = None
    lt: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which public things are meant. Every given part must hold; an empty filter means all of them.

    `facets` maps a facet's name to groups of values: any value within a group, every group of the facet.
    """

    types: tuple[str, ...] = ()
    locale: str | None = None
    facets: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    when: tuple[Phase, ...] = ()
    start: Span = Span()
    updated: Span = Span()
