"""The Elasticsearch engine: asks the index that answers, and writes to it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from elasticsearch import ConnectionTimeout, Elasticsearch

from cms.publishing.reading.sequence import Position
from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Vocabulary
from search.documents import SearchDocument, Withdrawal
from search.engines.base import START, Answer, Engine, EngineError, IndexChanged, IndexMissing, Refusal, Status
from search.engines.elasticsearch.asking import request
from search.engines.elasticsearch.building import ElasticsearchBuild, counted
from search.engines.elasticsearch.bulk import Bulk, actions_of
from search.engines.elasticsearch.errors import explained
from search.engines.elasticsearch.indices import Indices, LiveIndex, writing
from search.plan import Plan
from search.query import SearchQuery

MAX_WINDOW = 10_000
PATIENCE = 3.0
"""Seconds in which a question must be answered: people wait for it, and for those that come before a thing is written."""
REST = 30.0
"""Seconds for which a server that answered too late is left alone, so that not everybody waits for it anew."""
WRITING = 10.0
"""Seconds in which what was published must be written: its editor may wait for it."""
FRESH = 1.0
"""Seconds for which it is remembered which index answers, and how far that had read the ledger: to ask costs as much as a question."""


class ElasticsearchEngine(Engine):
    """An index on a server; see `Indices` for its names."""

    name = "elasticsearch"

    def __init__(self, url: str, *, prefix: str) -> None:
        self.client = Elasticsearch(url, max_retries=1)
        self._impatient = self.client.options(request_timeout=PATIENCE)
        self._rests_until = 0.0
        self.indices = Indices(self.client, prefix)
        self._vocabulary: tuple[str, Vocabulary] | None = None
        self._found: tuple[float, LiveIndex] | None = None

    def write(
        self,
        documents: Sequence[SearchDocument],
        withdrawals: Sequence[Withdrawal],
        *,
        after: int = 0,
        upto: Position = START,
    ) -> list[Refusal]:
        """Brings these things to their present state, with the ledger's sequence as version."""
        with self._answering():
            name, position = self._present(remembered=False)
            if position.sequence < after:
                raise IndexChanged
            actions, refused = actions_of(documents, withdrawals, Analyzers(self._vocabulary_of(name)))
            refused += Bulk(self.client, writing(name), patience=WRITING, pauses=(0.5, 1.0)).write(actions)
            self.client.indices.refresh(index=name)
            if upto.sequence:
                self.indices.note(name, upto)
            return refused

    @contextmanager
    def building(self, vocabulary: Vocabulary) -> Iterator[ElasticsearchBuild]:
        """A new index beside the one that answers."""
        with self._answering():
            self.indices.tidy()
        build = ElasticsearchBuild(self.client, self.indices, vocabulary)
        try:
            yield build
        finally:
            self._found = None
            if not build.answers:
                with explained():
                    # The server may have let it answer, and said so too late.
                    if self.indices.named(self.indices.read) != build.name:
                        self.indices.remove(build.name)

    def exists(self) -> bool:
        """Whether the alias names an index, usable or not."""
        with self._answering():
            return self.indices.named(self.indices.read) is not None

    def rollback(self) -> None:
        """Lets the former index answer again."""
        with self._answering():
            former = self.indices.named(self.indices.former)
            if former is None:
                raise IndexMissing("There is no former search index.")
            self.indices.swap(former, self.indices.named(self.indices.read))
            self._found = None

    def ask(self, plan: Plan, query: SearchQuery) -> Answer:
        """What answers the plan; nothing beyond the first 10,000."""
        if query.offset + query.page_size > MAX_WINDOW:
            return Answer((), 0)
        with self._answering():
            answer = self._impatient.search(index=self.indices.read, body=request(plan, query).to_dict()).body
        hits = answer["hits"]
        ids = tuple((UUID(hit["_id"]), float(hit["_score"] or 0.0)) for hit in hits["hits"])
        return Answer(ids, hits["total"]["value"], _facets(answer.get("aggregations", {})))

    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the answering index; an empty one without an index."""
        with self._answering():
            try:
                return self._vocabulary_of(self._present().name)
            except IndexMissing:
                return Vocabulary()

    def _vocabulary_of(self, name: str) -> Vocabulary:
        if self._vocabulary is None or self._vocabulary[0] != name:
            self._vocabulary = (name, self.indices.vocabulary(self._impatient, name))
        return self._vocabulary[1]

    def position(self, *, exact: bool = True) -> Position:
        """How far it has read the ledger."""
        with self._answering():
            return self._present(remembered=not exact).position

    def _present(self, *, remembered: bool = True) -> LiveIndex:
        """The index that answers."""
        if self._found is None or not remembered or time.monotonic() > self._found[0]:
            found = self.indices.answering(self._impatient)
            self._found = (time.monotonic() + FRESH, found)
        return self._found[1]

    def status(self) -> Status:
        """How the index stands."""
        try:
            with self._answering():
                name, position = self._present(remembered=False)
                return Status(self.name, counted(self._impatient, name), usable=True, position=position)
        except EngineError as error:
            return Status(self.name, 0, usable=False, detail=str(error), missing=isinstance(error, IndexMissing))

    def wipe(self) -> None:
        """Removes the former index. The present one was built anew; what it lets go of later, the server clears away."""
        with self._answering():
            if former := self.indices.named(self.indices.former):
                self.indices.remove(former)

    def clear(self) -> None:
        """Removes all indices."""
        with self._answering():
            self._found = None
            self.indices.clear()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Raises the client's errors as `EngineError`, and one at once while the server rests."""
        if time.monotonic() < self._rests_until:
            raise EngineError("Elasticsearch answered too late just now; it is asked again shortly.")
        try:
            with explained():
                yield
        except EngineError as error:
            if isinstance(error.__cause__, ConnectionTimeout):
                self._rests_until = time.monotonic() + REST
            raise


def _facets(aggregations: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {bucket["key"].partition("=")[2]: bucket["doc_count"] for bucket in within["values"]["buckets"]}
        for name, within in aggregations.items()
    }
