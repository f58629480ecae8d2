"""Asks an engine all questions and reports how well it answers."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cms.publishing.reading.filters import Filter
from search.asking import ask
from search.documents import SearchDocument
from search.engines.base import Engine
from search.evaluation.measures import K, hit, mean, ndcg, percentile
from search.evaluation.reading import Question
from search.indexing import vocabulary_of
from search.query import SearchQuery

FACETS = ("type", "city", "year")
"""Counted with each question, as the search page does."""
WORST = 10


@dataclass(frozen=True)
class Asked:
    """What came of one question; without right answers, it has no measures."""

    question: Question
    found: tuple[UUID, ...]
    total: int
    milliseconds: float

    @property
    def ndcg(self) -> float:
        """How good the order is."""
        return ndcg(self.found, self.question.grades)

    @property
    def is_judged(self) -> bool:
        """Whether it has a right answer at all."""
        return any(self.question.grades.values())


def evaluate(
    engine: Engine, documents: Sequence[SearchDocument], questions: Sequence[Question], *, now: dt.datetime
) -> dict[str, object]:
    """Builds the engine's index and asks it; the report is JSON-ready.

    `indexing_rate` is in documents per second, `p50_ms` and `p95_ms` are those of a question with three facets.
    """
    started = time.perf_counter()
    count = engine.rebuild(documents, vocabulary_of(documents))
    seconds = time.perf_counter() - started
    ask(engine, SearchQuery(text=questions[0].text, now=now))  # Whoever comes first waits until the vocabulary is read.
    return {
        "engine": engine.name,
        "documents": count,
        "indexing_rate": round(count / seconds, 1),
        **report([_asked(engine, question, now) for question in questions]),
    }


def _asked(engine: Engine, question: Question, now: dt.datetime) -> Asked:
    query = SearchQuery(
        text=question.text, filter=Filter(locale=question.locale or None), facets=FACETS, page_size=K, now=now
    )
    started = time.perf_counter()
    reply = ask(engine, query)
    milliseconds = (time.perf_counter() - started) * 1000
    found = () if reply.relaxed == "newest" else tuple(identity for identity, _ in reply.answer.ids)
    return Asked(question, found, reply.answer.total, milliseconds)


def report(asked: Sequence[Asked]) -> dict[str, object]:
    """The measures over all questions, and those that were answered worst."""
    judged = [each for each in asked if each.is_judged]
    times = [each.milliseconds for each in asked]
    worst = sorted((each for each in judged if each.ndcg < 1), key=lambda each: each.ndcg)[:WORST]
    return {
        "questions": len(asked),
        "ndcg@10": round(mean([each.ndcg for each in judged]), 4),
        "hit@10": round(mean([hit(each.found, each.question.grades) for each in judged]), 4),
        "zero_rate": round(mean([float(each.total == 0) for each in asked]), 4),
        "p50_ms": round(percentile(times, 0.5), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
        "worst": [
            {"query": each.question.text, "locale": each.question.locale, "ndcg@10": round(each.ndcg, 4)}
            for each in worst
        ],
    }
