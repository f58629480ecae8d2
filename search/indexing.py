"""Reads the ledger as an index gets it, and builds indices from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cms.extend import registry
from cms.extend.leases import hold
from cms.publishing.reading.index import batches_after, live_batches, live_count, read_rows
from cms.publishing.reading.sequence import changed_after, current_sequence, position_at
from search.analysis.vocabulary import Census, Vocabulary
from search.documents import SearchDocument, Withdrawal, document_of, is_searchable
from search.engines.base import AT_A_TIME as BATCH
from search.engines.base import Build, Engine, EngineError, Index, Refusal
from search.models import LeftOut, Rebuild

if TYPE_CHECKING:
    from cms.publishing.models import Entry

log = logging.getLogger(__name__)

Report = Callable[[int], None]


class Busy(EngineError):
    """Another process builds the index just now, or the last try has failed a moment ago."""


def rebuild(target: Engine, report: Report = lambda done: None) -> int:
    """Builds the engine's index anew from the ledger, beside the one that answers; returns how many things it holds.

    What is published meanwhile is caught up with. Raises `Busy` while another process does the same.
    """
    Rebuild.objects.get_or_create(pk=target.name)
    with hold(Rebuild.objects.filter(pk=target.name)) as lease:
        if lease is None:
            raise Busy(f"Another process builds the search index just now ({target.name}), or has just failed to.")
        began, left_out = current_sequence(), dict[UUID, Refusal]()
        with target.building(_vocabulary()) as build:
            for done in _filled(build, began, left_out):
                report(done)
            count = _completed(build, began, left_out)
            if not lease.keep():
                raise Busy("Another process has taken over the building of the search index.")
            build.take_over()
        with transaction.atomic():
            LeftOut.objects.filter(engine=target.name).delete()
            _note(target, left_out.values())
    return count


def _filled(build: Build, upto: int, left_out: dict[UUID, Refusal]) -> Iterator[int]:
    """Writes all that is to be found and has not changed since; gives how many things that were after each batch."""
    done = 0
    for batch in live_batches(searchable(), size=BATCH, upto=upto):
        left_out |= {refusal.id: refusal for refusal in write(build, batch)}
        yield (done := done + len(batch))


def _completed(build: Build, position: int, left_out: dict[UUID, Refusal]) -> int:
    """Writes what has changed since; how many things the index holds, which are as many as the ledger has."""
    build.write([], [], upto=position_at(position))
    for batch in batches_after(position, size=BATCH):
        position = batch[-1].sequence
        for entry in batch:
            left_out.pop(entry.pk, None)
        left_out |= {refusal.id: refusal for refusal in write(build, batch, upto=position)}
    found = build.count()
    missing = count() - found - len(left_out)
    # By so many things may both differ as have changed since they were compared.
    if abs(missing) > changed_after(position):
        raise EngineError(f"The new search index lacks {missing} things that are public; the present one stays.")
    return found


def write(target: Index, entries: Sequence[Entry], *, after: int = 0, upto: int = 0) -> list[Refusal]:
    """Brings the things of these entries to their present state; what is left out, because it cannot be read or is refused."""
    documents, refused = _readable([entry for entry in entries if is_searchable(entry)])
    gone = [Withdrawal(entry.id, entry.sequence) for entry in entries if not is_searchable(entry)]
    gone += [Withdrawal(each.id, each.sequence) for each in refused]
    return refused + target.write(documents, gone, after=after, upto=position_at(upto))


def note_left_out(target: Engine, entries: Sequence[Entry], refused: Sequence[Refusal]) -> None:
    """Keeps in mind what of these entries an index does not take."""
    before = LeftOut.objects.filter(engine=target.name, entry__in=[entry.pk for entry in entries])
    if refused or before.exists():
        with transaction.atomic():
            before.delete()
            _note(target, refused)


def _note(target: Engine, refused: Iterable[Refusal]) -> None:
    LeftOut.objects.bulk_create(LeftOut(engine=target.name, entry=each.id, error=each.error) for each in refused)


def _readable(entries: Sequence[Entry]) -> tuple[list[SearchDocument], list[Refusal]]:
    """The entries as the index gets them, and those that cannot be read."""
    documents, refused = [], []
    rows = read_rows(entries)
    for entry in entries:
        try:
            documents.append(document_of(entry, *rows.of(entry)))
        except Exception as error:
            log.exception("The search cannot read %s.", entry)
            refused.append(Refusal(entry.pk, entry.sequence, repr(error)))
    return documents, refused


def count() -> int:
    """How many things an index should hold."""
    return live_count(searchable())


def searchable() -> list[str]:
    """The types of what is to be found."""
    return [public.name for public in registry().public_types.values() if public.searchable]


def everything() -> Iterator[SearchDocument]:
    """All that an index should hold."""
    for batch in live_batches(searchable(), size=BATCH):
        rows = read_rows(batch)
        yield from (document_of(entry, *rows.of(entry)) for entry in batch)


def _vocabulary() -> Vocabulary:
    census = Census()
    for batch in live_batches(searchable(), size=BATCH, columns=("title", "passages", "locale")):
        for entry in batch:
            texts = [entry.title, *(passage[0] for passage in entry.passages)]
            census.read(texts, entry.locale or settings.LANGUAGE_CODE)
    return census.vocabulary()


def vocabulary_of(documents: Iterable[SearchDocument]) -> Vocabulary:
    """The words of these documents."""
    census = Census()
    for each in documents:
        census.read([each.title, *each.texts], each.language)
    return census.vocabulary()
