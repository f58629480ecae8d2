"""Questions for pages of lists: the SQL is put together once for each shape, and documents are remembered.

A document never changes under its tag, so that nothing that is remembered has to be cleared. What is remembered is only ever shown
where the database has just said that it is public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateTimeField, Field, QuerySet, UUIDField

from cms.extend import registry
from cms.publishing.models import Entry
from cms.publishing.reading.compiled import MakeSlot, plan_of
from cms.publishing.reading.entries import live_entries, matching
from cms.publishing.reading.filters import Filter, Span
from cms.publishing.reading.languages import Languages, in_languages
from cms.publishing.reading.memory import MEGABYTE, Memory, may_remember
from cms.publishing.reading.order import SortKey, turns_of
from cms.publishing.reading.pages import NEVER, Counted, Page, page_of, page_rows

COUNTED: tuple[Field[Any, Any], ...] = BigIntegerField(), BigIntegerField(), UUIDField(), DateTimeField()
MOST_BYTES = 48 * MEGABYTE
"""Of documents in the memory of each process."""

_documents = Memory[tuple[UUID, str], str](most=MOST_BYTES, size=len)
_counts = Memory[Hashable, Counted](most=2_000)
"""By `Question.number`."""


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
    counted: Counted = NEVER

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
        return (
            self.now,
            self.seen_from,
            *self.counted,
            *self._of_filter(),
            *(each for each in self.after or () if each is not None),
        )

    def _of_filter(self) -> Iterator[Any]:
        for groups in self.filter.facets.values():
            for group in groups:
                yield from group
        for span in (self.filter.start, self.filter.updated):
            yield from (moment for moment in (span.gte, span.lt) if moment is not None)

    @property
    def number(self) -> Hashable:
        """All that decides how many there are in all, beside the state of the ledger; None where the clock does, too."""
        wanted = self.filter
        if wanted.when:
            return None
        facets = tuple(wanted.facets.items())
        return tuple(registry().public_types), wanted.types, facets, wanted.start, wanted.updated, self.languages.chain

    def with_slots(self, slot: MakeSlot) -> Question:
        """The question with slots in the places of its values."""
        given: dict[str, Any] = {"now": slot(DateTimeField()), "seen_from": slot(DateTimeField())}
        given["counted"] = Counted(*map(slot, COUNTED))
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


def read_list(question: Question, *, documents: bool) -> Page:
    """The page, everything about it as it was at one moment; without documents enough to tell whether an older answer still holds.

    Documents that can be remembered are left to `with_documents`.
    """
    if not may_remember():
        return _read(question, documents=documents)
    if not question.counts:
        return _read(question, documents=False)
    page = _read(replace(question, counted=_counts.get(question.number, lambda: NEVER)), documents=False)
    if question.number and page.rows:
        _counts.keep({question.number: Counted(page.count, page.sequence, page.changed, page.changed_at)})
    return page


def with_documents(question: Question, page: Page) -> Page:
    """The page with its documents, which are read where they are not known; the page as it is now if one of them was changed since."""
    keys = [(row.id, row.etag) for row in page.rows]
    if all(row.document for row in page.rows):
        return page
    found = _documents.several(keys, _read_documents) if may_remember() else {}
    if len(found) < len(keys):
        # One of them was changed just now.
        return _read(question, documents=True)
    return replace(page, rows=[row._replace(document=found[key]) for row, key in zip(page.rows, keys, strict=True)])


def _read_documents(keys: list[tuple[UUID, str]]) -> dict[tuple[UUID, str], str]:
    """Those of the documents that still have the tag."""
    plan = plan_of(
        ("documents", len(keys)),
        lambda slot: Entry.objects.filter(pk__in=[slot(UUIDField()) for _ in keys]).values_list(
            "id", "etag", "document"
        ),
    )
    found = {(identity, etag): document for identity, etag, document in plan.rows([identity for identity, _ in keys])}
    return {key: found[key] for key in keys if key in found}


def _read(question: Question, *, documents: bool) -> Page:
    plan = plan_of((*question.shape, documents), lambda slot: _rows_of(question.with_slots(slot), documents=documents))
    page = page_of(plan.rows(question.values), question.keys, limit=question.limit)
    if question.counts and not page.rows:
        behind = question.after is not None or question.offset
        return replace(page, count=sum(each.count() for each in _entries(question)) if behind else 0)
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
        counted=question.counted if question.counts else None,
        documents=documents,
    )


def _entries(question: Question) -> list[QuerySet[Entry]]:
    types = question.filter.types
    return in_languages(matching(live_entries(types), question.filter, now=question.now), question.languages, types)
