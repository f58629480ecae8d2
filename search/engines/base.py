"""What every engine does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol
from uuid import UUID

from cms.publishing.reading.sequence import Position
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.plan import Plan
from search.query import SearchQuery

SCHEMA = 9
"""Changes whenever indices of older code can no longer be used: with their fields, or with the analysis of words."""

FACET_LIMIT = 200
AT_A_TIME = 200
START = Position()


class EngineError(Exception):
    """The engine cannot do it now: it is away, or its index cannot be used."""


class IndexMissing(EngineError):
    """There is no index that this code can use: only a rebuild makes one."""

    def __init__(self, reason: str = "There is no search index that this version can use.") -> None:
        super().__init__(f"{reason} The worker builds it soon; `manage.py search rebuild` does at once.")


class IndexChanged(EngineError):
    """Another index answers than a moment ago."""


@dataclass(frozen=True)
class Answer:
    """Ranked ids of one page with their scores, how many things answer in all, and counts by facet and value."""

    ids: tuple[tuple[UUID, float], ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """A document that an index does not take, whatever the others do."""

    id: UUID
    sequence: int
    error: str


@dataclass(frozen=True)
class Status:
    """How an index stands: what it holds, how far it has read the ledger, and whether there is none to use."""

    engine: str
    documents: int
    usable: bool
    detail: str = ""
    position: Position = START
    missing: bool = False


class Index(Protocol):
    """An index that is written."""

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Brings these things to their present state, and notes that the ledger is read up to a position.

        An older position than the stored one changes nothing. What is refused is left out, and told. Raises `IndexChanged` if the
        index has not read the ledger up to `after`, since then something would be passed over.
        """


class Build(Index, Protocol):
    """An index that is being built; it answers nothing until it takes over."""

    def count(self) -> int:
        """How many things it holds."""

    def take_over(self) -> None:
        """Lets it answer in place of the present index, which becomes the former one; older ones go."""


class Engine(Index, Protocol):
    """An index and the means to ask it. Every method raises `EngineError` when the engine cannot do it now.

    Writing never makes an index: it raises `IndexMissing` where there is none.
    """

    name: str

    def building(self, vocabulary: Vocabulary) -> AbstractContextManager[Build]:
        """A new index beside the one that answers; it is removed unless it has taken over.

        Only one process at a time may build: what others have begun is removed.
        """

    def rebuild(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> int:
        """An index of just these documents takes over; returns how many things it holds."""
        with self.building(vocabulary) as build:
            rest = iter(documents)
            while some := list(islice(rest, AT_A_TIME)):
                for refusal in build.write(some, []):
                    raise EngineError(f"{refusal.id} is refused: {refusal.error}")
            count = build.count()
            build.take_over()
        return count

    def exists(self) -> bool:
        """Whether anything stands where the index belongs, usable or not."""

    def rollback(self) -> None:
        """Lets the former index answer again, and keeps the present one in its place; raises `IndexMissing` without one."""

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan within the query's filter, on the query's page and in its order."""

    def vocabulary(self) -> Vocabulary:
        """The vocabulary that was frozen when the index was built; an empty one without an index."""

    def position(self, *, exact: bool = True) -> Position:
        """How far it has read the ledger; unless it must be exact, how far it had a moment ago."""

    def status(self) -> Status:
        """How the index stands; never raises."""

    def wipe(self) -> None:
        """Lets nothing be left on the disk of what was removed from the index; the former one goes, too."""

    def clear(self) -> None:
        """Removes every index."""
