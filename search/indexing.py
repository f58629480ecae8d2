"""Keeps the index in step with the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from cms.extend import Occurrence, registry
from cms.publishing.consumers import Consumer
from cms.publishing.entries import live_entries
from cms.publishing.models import Entry, FacetRow, OccurrenceRow
from search.analysis.vocabulary import Census, Vocabulary
from search.documents import SearchDocument, Withdrawal, document_of, is_searchable
from search.engines.base import Engine
from search.service import embedded, engine

BATCH = 200
SLACK = 20
"""Things that an index may hold before its vocabulary matters."""
Report = Callable[[int], None]


def follow(entries: Sequence[Entry]) -> None:
    """Brings the things of these entries to their present state in the chosen engine."""
    _write(engine(), entries)


def follow_for_fallback(entries: Sequence[Entry]) -> None:
    """The same in the embedded engine, where it only stands in for another one."""
    if embedded() is not engine():
        _write(embedded(), entries)


CONSUMER = Consumer(name="search", handle=follow, batch=BATCH)
FALLBACK = Consumer(name="search-fallback", handle=follow_for_fallback, batch=BATCH)
"""A consumer of its own, with a cursor of its own: it goes on while the chosen engine is away, as then it is asked."""


def _write(target: Engine, entries: Sequence[Entry]) -> None:
    found = [entry for entry in entries if is_searchable(entry)]
    gone = [Withdrawal(entry.id, entry.sequence) for entry in entries if not is_searchable(entry)]
    documents = list(documents_of(found))
    target.write(documents, gone)
    if is_outgrown(target, {document.language for document in documents}):
        rebuild(target)


def is_outgrown(target: Engine, languages: Collection[str] = ()) -> bool:
    """Whether the index should be built anew, as it holds much more than its vocabulary has seen, or one of these languages anew."""
    vocabulary = target.vocabulary()
    if vocabulary.documents and not {*languages} <= {*vocabulary.languages}:
        return True
    return target.status().documents > 2 * vocabulary.documents + SLACK


def documents_of(entries: Sequence[Entry]) -> Iterator[SearchDocument]:
    """The entries as the index gets them; one query for all their facets, one for all their dates."""
    facets: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = FacetRow.objects.filter(entry__in=[entry.pk for entry in entries])
    for entry_id, name, value in rows.values_list("entry_id", "name", "value"):
        facets[entry_id].append((name, value))
    dates: dict[UUID, list[Occurrence]] = defaultdict(list)
    several = [entry.pk for entry in entries if entry.last_starts_at is not None]
    for entry_id, *date in OccurrenceRow.objects.filter(entry__in=several).values_list("entry_id", *Occurrence._fields):
        dates[entry_id].append(Occurrence(*date))
    for entry in entries:
        yield document_of(entry, facets[entry.pk], dates[entry.pk])


def rebuild(target: Engine, report: Report = lambda done: None) -> int:
    """Builds the engine's index anew from the ledger; returns how many things it holds."""
    return target.rebuild(_reported(everything(), report), _vocabulary())


def count() -> int:
    """How many things an index should hold."""
    return _searchable().count()


def _searchable() -> QuerySet[Entry]:
    types = [public.name for public in registry().public_types.values() if public.searchable]
    return live_entries().filter(type__in=types)


def everything() -> Iterator[SearchDocument]:
    """All that an index should hold."""
    batch: list[Entry] = []
    for entry in _searchable().order_by("sequence").iterator(chunk_size=BATCH):
        batch.append(entry)
        if len(batch) == BATCH:
            yield from documents_of(batch)
            batch = []
    yield from documents_of(batch)


def _vocabulary() -> Vocabulary:
    census = Census()
    for entry in _searchable().only("title", "passages", "locale").iterator(chunk_size=BATCH):
        census.read([entry.title, *(passage[0] for passage in entry.passages)], entry.locale or settings.LANGUAGE_CODE)
    return census.vocabulary()


def vocabulary_of(documents: Iterable[SearchDocument]) -> Vocabulary:
    """The words of these documents."""
    census = Census()
    for each in documents:
        census.read([each.title, *each.texts], each.language)
    return census.vocabulary()


def _reported(documents: Iterable[SearchDocument], report: Report) -> Iterator[SearchDocument]:
    for done, document in enumerate(documents, start=1):
        yield document
        report(done)
