"""What every engine does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.plan import Plan
from search.query import SearchQuery

SCHEMA = 5
"""Changes whenever indices of older code can no longer be used."""

FACET_LIMIT = 200


class EngineError(Exception):
    """The engine cannot answer now: it is away, or its index is missing or of older code."""


@dataclass(frozen=True)
class Answer:
    """Ranked ids of one page with their scores, how many things answer in all, and counts by facet and value."""

    ids: tuple[tuple[UUID, float], ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Status:
    """How an index stands."""

    engine: str
    documents: int
    usable: bool
    detail: str = ""


class Engine(Protocol):
    """An index and the means to ask it. Every method raises `EngineError` when the engine cannot do it now."""

    name: str

    def write(self, documents: Sequence[SearchDocument], withdrawals: Sequence[Withdrawal]) -> None:
        """Brings these things to their present state; an older sequence than the stored one changes nothing."""

    def rebuild(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> int:
        """Builds a new index beside the one that answers, then takes its place; returns how many things it holds."""

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan within the query's filter, on the query's page and in its order."""

    def vocabulary(self) -> Vocabulary:
        """The vocabulary that was frozen when the index was built."""

    def status(self) -> Status:
        """How the index stands; never raises."""

    def wipe(self) -> None:
        """Lets nothing be left on the disk of what was removed from the index."""

    def clear(self) -> None:
        """Removes the index."""
