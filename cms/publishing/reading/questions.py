"""Questions for pages of lists: the SQL is put together once for each shape, documents and counts are remembered.

A document never changes under its tag, and a count never at a position of the ledger: nothing that is remembered has to be cleared.
What is remembered is only ever shown where the database has just said that it is public.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from django.db.models import CharField, DateTimeField

from cms.publishing.reading.compiled import MakeSlot, plan_of
from cms.publishing.reading.entries import live_entries, matching
from cms.publishing.reading.filters import Filter, Span
from cms.publishing.reading.languages import Languages, in_languages
from cms.publishing.reading.memory import MEGABYTE, Memory, may_remember
from cms.publishing.reading.order import SortKey, turns_of
from cms.publishing.reading.pages import Page, page_of, page_rows

MOST_BYTES = 48 * MEGABYTE
"""Of documents in the memory of each process."""

_documents = Memory[tuple[UUID, str], str](most=MOST_BYTES, size=len)
Known = tuple[int, dt.datetime | None, int | None]
"""The last change of the ledger when a list was read, and how many things there were."""
_asked = Memory[bytes, Known](most=5_000)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which things a list is of, in which languages and order, and which page of it.

    `seen_from` is the moment whose order the list has, `now` that of the answer.
    """

    filter: Filter
    languages: Languages
    keys: tuple[SortKey, ...]
    limit: int
    offset: int = 0
    after: tuple[Any, ...] | None = None
    seen_from: dt.datetime
    now: dt.datetime
    counts: bool = True

    @property
    def shape(self) -> tuple[Any, ...]:
        """All that decides about the SQL."""
        wanted = self.filter
        return (
            wanted.types,
            wanted.locale,
            wanted.when,
            tuple((name, tuple(map(len, groups))) for name, groups in wanted.facets.items()),
            tuple(moment is None for span in (wanted.start, wanted.updated) for moment in (span.gte, span.lt)),
            self.languages.chain,
            self.keys,
            self.limit,
            self.offset,
            None if self.after is None else tuple(value is None for value in self.after),
            self.counts,
        )

    @property
    def values(self) -> tuple[Any, ...]:
        """What stands in the places of the shape."""
        return (self.now, self.seen_from, *self._of_filter(), *(each for each in self.after or () if each is not None))

    @property
    def listed(self) -> bytes:
        """A digest of what decides which things there are in all, beside the ledger and, where the phase is asked for, the clock."""
        return hashlib.sha256(orjson.dumps([self.shape[:6], self.counts, [*self._of_filter()]])).digest()

    def _of_filter(self) -> Iterator[Any]:
        for groups in self.filter.facets.values():
            for group in groups:
                yield from group
        for span in (self.filter.start, self.filter.updated):
            yield from (moment for moment in (span.gte, span.lt) if moment is not None)

    def with_slots(self, slot: MakeSlot) -> Question:
        """The question with slots in the places of its values."""
        given: dict[str, Any] = {"now": slot(DateTimeField()), "seen_from": slot(DateTimeField())}
        facets: Any = {
            name: tuple(tuple(slot(CharField()) for _value in group) for group in groups)
            for name, groups in self.filter.facets.items()
        }
        moments: Any = [
            [None if moment is None else slot(DateTimeField()) for moment in (span.gte, span.lt)]
            for span in (self.filter.start, self.filter.updated)
        ]
        after = self.after and tuple(
            None if value is None else slot(key.field) for key, value in zip(self.keys, self.after, strict=True)
        )
        start, updated = (Span(*each) for each in moments)
        return replace(
            self, filter=replace(self.filter, facets=facets, start=start, updated=updated), after=after, **given
        )


def read_list(question: Question, *, documents: bool = True) -> Page:
    """The page, everything about it as it was at one moment: in one query, or in two where something changed since it was last asked for.

    Without documents it is enough to tell whether an older answer still holds.
    """
    if not may_remember():
        return _read(question, documents=documents)
    if (known := _asked.known(question.listed)) is not None:
        page = _read(replace(question, counts=question.counts and bool(question.filter.when)), documents=False)
        if whole := _completed(page, question, known, documents=documents):
            return whole
    page = _read(question, documents=documents)
    if page.rows:
        _asked.keep({question.listed: (page.sequence, page.changed_at, page.count)})
    if documents:
        _documents.keep({(row.id, row.etag): row.document for row in page.rows})
    return page


def _completed(page: Page, question: Question, known: Known, *, documents: bool) -> Page | None:
    """The page with count and documents that are remembered; None if it is empty, or one of them is not known."""
    if not page.rows:
        return None
    if question.counts and not question.filter.when:
        *seen, count = known
        if seen != [page.sequence, page.changed_at]:
            return None
        page = replace(page, count=count)
    if not documents:
        return page
    found = _documents.all_known([(row.id, row.etag) for row in page.rows])
    if found is None:
        return None
    return replace(page, rows=[row._replace(document=each) for row, each in zip(page.rows, found, strict=True)])


def _read(question: Question, *, documents: bool) -> Page:
    plan = plan_of((*question.shape, documents), lambda slot: _rows_of(question.with_slots(slot), documents=documents))
    page = page_of(plan.rows(question.values), question.keys, limit=question.limit)
    if question.counts and not page.rows:
        behind = question.after is not None or question.offset
        return replace(page, count=_entries(question).count() if behind else 0)
    return page


def _rows_of(question: Question, *, documents: bool) -> Any:
    return page_rows(
        _entries(question),
        question.keys,
        seen_from=question.seen_from,
        limit=question.limit,
        offset=question.offset,
        after=question.after,
        turns=turns_of(question.keys, question.now),
        counts=question.counts,
        documents=documents,
    )


def _entries(question: Question) -> Any:
    return in_languages(matching(live_entries(), question.filter, now=question.now), question.languages)
