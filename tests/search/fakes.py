"""An engine that says what a test wants it to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from cms.publishing.reading.sequence import Position
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.engines.base import START, Answer, Engine, Refusal, Status
from search.plan import Plan
from search.query import SearchQuery

NOTHING = Answer((), 0)


class FakeEngine(Engine):
    """Answers by a function, and keeps what it was asked and given to write."""

    def __init__(self, name: str = "probe", *, answer: Callable[[Plan, SearchQuery], Any] = lambda *_: NOTHING) -> None:
        self.name = name
        self.answer = answer
        self.asked: list[tuple[Plan, SearchQuery]] = []
        self.written: list[tuple[list[str], int, int, int]] = []
        self.known = Vocabulary()
        self.read = START
        self.stands = Status(name, 0, usable=True)
        self.refusals: list[Refusal] = []
        self.holds: int | None = None
        self.taken_over: list[Position] = []
        self.fails: Exception | None = None

    def _may_fail(self) -> None:
        if self.fails is not None:
            raise self.fails

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Keeps titles, and how many withdrawals there were."""
        self._may_fail()
        self.written.append(([each.title for each in documents], len(withdrawals), after, upto.sequence))
        self.read = max(self.read, upto)
        return self.refusals

    @contextmanager
    def building(self, vocabulary: Vocabulary) -> Iterator[FakeEngine]:
        """Itself; notes how far it has read once it has taken over."""
        self.known = vocabulary
        yield self

    def count(self) -> int:
        """As set, else how many documents were written."""
        return sum(len(titles) for titles, *_rest in self.written) if self.holds is None else self.holds

    def take_over(self) -> None:
        """Notes it."""
        self.taken_over.append(self.read)

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What the function says."""
        self._may_fail()
        self.asked.append((plan, query))
        answer: Answer = self.answer(plan, query)
        return answer

    def vocabulary(self) -> Vocabulary:
        """As set."""
        return self.known

    def position(self, *, exact: bool = True) -> Position:
        """As set."""
        self._may_fail()
        return self.read

    def status(self) -> Status:
        """As set."""
        return self.stands
