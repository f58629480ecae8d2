"""Asks an engine, and asks more loosely while nothing answers; needs no ledger, so that it can be measured by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from cms.publishing.reading.filters import Filter
from search import query_syntax
from search.analysis.analyzer import Analyzer, Analyzers
from search.analysis.vocabulary import Vocabulary
from search.correction import Correction, correct_query, corrections
from search.engines.base import Answer, Engine
from search.plan import Plan, plan
from search.query import SearchQuery, Sort


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an engine answered, and to which question: `corrected` and `relaxed` as in `Results`."""

    answer: Answer
    plan: Plan
    analyzers: Analyzers
    corrected: str = ""
    relaxed: str = ""


def ask(engine: Engine, query: SearchQuery) -> Reply:
    """The answer to the question, else to a looser one: all words without demands, then the newest.

    Misspelt words are corrected where the archive has them in no language.
    """
    analyzers = analyzers_over(engine.vocabulary())
    reading = read_in(query.filter.locale, analyzers)

    def asked(text: str, *, corrected: str = "", relaxed: str = "") -> Reply:
        asking = plan(text, reading)
        found = engine.ask(asking, query) if asking.asks else Answer((), 0)
        return Reply(answer=found, plan=asking, analyzers=analyzers, corrected=corrected, relaxed=relaxed)

    if (better := corrected_text(engine, query, reading)) and (
        found := asked(better, corrected=better, relaxed="spelling")
    ).answer.total:
        return found
    first = asked(query.text)
    if first.answer.total or not query.text.strip():
        return first
    question = query_syntax.parse(query.text)
    if question.demands and (found := asked(question.text, relaxed="words")).answer.total:
        return found
    newest = newest_of(engine, query)
    return replace(first, answer=replace(newest, total=0, facets=first.answer.facets), relaxed="newest")


_analyzers = Analyzers(Vocabulary())


def analyzers_over(vocabulary: Vocabulary) -> Analyzers:
    """The analyzers over the vocabulary; they remember the words that they have read, as long as it stays the same."""
    global _analyzers
    if _analyzers.vocabulary is not vocabulary:
        _analyzers = Analyzers(vocabulary)
    return _analyzers


def read_in(locale: str | None, analyzers: Analyzers) -> list[Analyzer]:
    """The languages in which a question is read, the asker's first: its own, or all that are spoken here."""
    if locale:
        return [analyzers.of(locale)]
    known = analyzers.vocabulary.languages or [code for code, _ in settings.LANGUAGES]
    codes = dict.fromkeys([settings.LANGUAGE_CODE, *known])
    return [analyzers.of(code) for code in dict.fromkeys(code.split("-")[0] for code in codes)]


def corrected_text(engine: Engine, query: SearchQuery, reading: Sequence[Analyzer]) -> str:
    """The text with its misspelt words corrected; empty if there are none."""
    found = [correction for correction in corrections(query.text, reading) if _is_nowhere(engine, query, correction)]
    return correct_query(query.text, found) if found else ""


def _is_nowhere(engine: Engine, query: SearchQuery, correction: Correction) -> bool:
    """Whether no thing in any language has the word; the vocabulary may be older than some of them."""
    stems = tuple((stem, 1.0) for stem in correction.stems)
    anywhere = replace(query, filter=Filter(), facets=(), page=1, page_size=1)
    return not engine.ask(Plan(stems=stems), anywhere).total


def newest_of(engine: Engine, query: SearchQuery) -> Answer:
    """The newest within the filter; where that has none, all in its language."""
    for wanted in (query.filter, Filter(locale=query.filter.locale)):
        newest = replace(query, filter=wanted, facets=(), sort=Sort.NEWEST, page=1)
        if (found := engine.ask(Plan(is_blank=True), newest)).total:
            return found
    return Answer((), 0)
