"""Asks the archive: the one door for the search page, the API and feeds."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from uuid import UUID

from django.conf import settings

from cms.extend import registry
from cms.publishing.reading.index import Found, found_by
from search import damage
from search.asking import Reply, ask
from search.engines.base import Answer, Engine, EngineError, IndexMissing
from search.engines.embedded import EmbeddedEngine
from search.highlighting import Highlighter
from search.labels import Labels, read_since
from search.query import SearchQuery
from search.results import FacetCount, Hit, Results

log = logging.getLogger(__name__)

_remembered = Labels()


@cache
def embedded() -> Engine:
    """The embedded engine of this installation."""
    return EmbeddedEngine(settings.SEARCH_PATH)


@cache
def engine() -> Engine:
    """The engine that the settings choose."""
    if not settings.SEARCH_URL:
        return embedded()
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(settings.SEARCH_URL, prefix=settings.SEARCH_PREFIX)


def facet_names() -> tuple[str, ...]:
    """All facets that can be counted."""
    return ("type", *(facet.name for facet in registry().facets), "year")


def search(query: SearchQuery) -> Results:
    """The answer to the question; never a dead end, and never an exception for anything that a person can type.

    Raises `EngineError` only if neither the chosen engine nor the embedded one can answer.
    """
    try:
        results = _answered(engine(), query)
    except EngineError:
        if engine() is embedded():
            raise
        log.warning("The search engine %s cannot answer; the embedded one does.", engine().name)
        results = _answered(embedded(), query).but(fallback=True)
    return results


def _answered(asked: Engine, query: SearchQuery) -> Results:
    position = asked.position(exact=False)
    try:
        reply = ask(asked, query)
    except IndexMissing as error:
        damage.note(asked, error)
        raise
    sequence, things = found_by([identity for identity, _ in reply.answer.ids], position)
    if sequence is None:
        raise IndexMissing("The search index is built from another ledger.")
    return Results(
        hits=_hits(reply, things),
        total=reply.answer.total,
        facets=_facets(reply.answer, query, sequence),
        engine=asked.name,
        page=query.page,
        pages=-(-reply.answer.total // query.page_size),
        corrected=reply.corrected,
        relaxed=reply.relaxed,
    )


def reached() -> int:
    """The last change that has arrived in the index that answers; 0 without one."""
    for asked in dict.fromkeys((engine(), embedded())):
        try:
            return asked.position().sequence
        except EngineError:
            continue
    return 0


def _hits(reply: Reply, things: Mapping[UUID, Found]) -> tuple[Hit, ...]:
    """The hits of the page that the ledger still calls public, whatever the index believes; each read in its own language."""
    highlighters: dict[str, Highlighter] = {}
    found = []
    for identity, score in reply.answer.ids:
        if (entry := things.get(identity)) is not None:
            language = entry.locale or settings.LANGUAGE_CODE
            if language not in highlighters:
                highlighters[language] = Highlighter(reply.plan, reply.analyzers.of(language))
            found.append(_hit(entry, score, highlighters[language]))
    return tuple(found)


def _hit(entry: Found, score: float, highlighter: Highlighter) -> Hit:
    return Hit(
        id=entry.id,
        etag=entry.etag,
        type=entry.type,
        locale=entry.locale,
        title=entry.title,
        marked_title=highlighter.mark(entry.title),
        path=entry.path,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        score=round(score, 4),
        passage=highlighter.best(entry.passages),
        document=entry.document,
    )


def _facets(answer: Answer, query: SearchQuery, sequence: int) -> dict[str, tuple[FacetCount, ...]]:
    labels = _labels(answer, query, sequence) if query.facets else {}
    return {name: _counts(name, answer.facets.get(name, {}), labels, _chosen(query, name)) for name in query.facets}


def _chosen(query: SearchQuery, name: str) -> tuple[str, ...]:
    if name == "type":
        return query.filter.types
    return tuple(value for group in query.filter.facets.get(name, ()) for value in group)


def _counts(
    name: str, counts: Mapping[str, int], labels: Mapping[tuple[str, str], tuple[str, str]], chosen: tuple[str, ...]
) -> tuple[FacetCount, ...]:
    """All values with hits, and the chosen ones even without."""
    values = [*counts, *(value for value in chosen if value not in counts)]
    if name == "year":
        values.sort(reverse=True)
    return tuple(
        FacetCount(
            value=value,
            label=labels.get((name, value), (value, ""))[0],
            count=counts.get(value, 0),
            chosen=value in chosen,
            locale=labels.get((name, value), (value, ""))[1],
        )
        for value in values
    )


def _labels(answer: Answer, query: SearchQuery, sequence: int) -> dict[tuple[str, str], tuple[str, str]]:
    """The labels of all that is counted or chosen, each with the locale in which it was found."""
    global _remembered
    _remembered = remembered = read_since(_remembered, sequence)
    locale = query.filter.locale or settings.LANGUAGE_CODE
    types = (
        {public.name: str(public.label) for public in registry().public_types.values()}
        if "type" in query.facets
        else {}
    )
    return {
        (name, value): (
            (types.get(value, value), "")
            if name == "type"
            else (remembered.of((name, value), locale), remembered.locale_of((name, value), locale))
        )
        for name in query.facets
        for value in (*answer.facets.get(name, {}), *_chosen(query, name))
    }
