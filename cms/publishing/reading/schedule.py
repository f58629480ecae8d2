"""Where entries stand in time, in SQL: the twin of `cms.content.schedule`, which says the same of one event.

What is one exact span is told by the entry's own beginning and end; whatever takes place several times, or has no day yet, has a
row for each time, and `last_starts_at` is set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

import orjson
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.content.schedule import Phase, Schedule
from cms.publishing.models import Entry, OccurrenceRow
from cms.publishing.reading.filters import Span
from cms.publishing.reading.memory import Memory

ONE_SPAN = Q(last_starts_at=None)
INSTANT = dt.timedelta(microseconds=1)
NEW_YEAR = frozenset({(12, 30), (12, 31), (1, 1), (1, 2)})
"""Months and days on which it may be another year elsewhere."""
MOST_PARAMETERS = 500
"""Of more events all are read, and those that are not asked for are left aside: databases take no endless lists."""

_years = Memory[str, tuple[int, ...]](most=50_000)


def in_phases(phases: Iterable[Phase], now: dt.datetime) -> Q:
    """Entries that are in one of the phases at the moment."""
    running = Q(starts_at__lte=now, ends_at__gt=now)
    running &= ONE_SPAN | _has_row(Q(exact=True, takes_place=True, starts_at__lte=now, ends_at__gt=now))
    conditions = {
        Phase.UPCOMING: Q(ends_at__gt=now) & ~running,
        Phase.RUNNING: running,
        Phase.PAST: Q(ends_at__lte=now),
    }
    return _any(conditions[phase] for phase in phases)


def overlapping(span: Span) -> Q:
    """Entries of which one time goes on within the span: a thing that lasts is meant on each of its days."""
    given = {name: value for name, value in (("ends_at__gt", span.gte), ("starts_at__lt", span.lt)) if value}
    return Q(**given) & (ONE_SPAN | _has_row(Q(**given))) if given else Q()


def takes_place() -> Q:
    """Entries that were not called off altogether."""
    return ONE_SPAN | _has_row(Q(takes_place=True))


class InYear(NamedTuple):
    """An entry in one of the years in which it takes place."""

    year: int
    entry: UUID
    locale: str
    updated_at: dt.datetime


def in_years(events: QuerySet[Entry]) -> list[InYear]:
    """Each of the events in each of its years, by the calendar where it takes place; what lasts over New Year is in both.

    An event's document holds all its dates, so that its tag tells the years.
    """
    found = list(events.exclude(starts_at=None).order_by().values_list("etag", "pk", "locale", "updated_at"))
    years = _years.several({tag for tag, *_ in found}, lambda tags: _read_years(events, tags))
    return [InYear(year, *entry[1:]) for entry in found for year in years.get(entry[0], ())]


def _read_years(events: QuerySet[Entry], tags: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The years of the events with these tags, from their spans in the calendar of the site.

    Those so near New Year that it may be another year at their place say themselves in which years they are.
    """
    if len(tags) <= MOST_PARAMETERS:
        events = events.filter(etag__in=tags)
    found: dict[str, set[int]] = {}
    unsure: set[str] = set()
    single = events.filter(ONE_SPAN).exclude(starts_at=None)
    for path, spans in (("", single), ("occurrence_rows__", events.exclude(ONE_SPAN))):
        for tag, starts_at, ends_at in spans.order_by().values_list("etag", f"{path}starts_at", f"{path}ends_at"):
            first, last = timezone.localdate(starts_at), timezone.localdate(max(starts_at, ends_at - INSTANT))
            found.setdefault(tag, set()).update(range(first.year, last.year + 1))
            if {(first.month, first.day), (last.month, last.day)} & NEW_YEAR:
                unsure.add(tag)
    documents = events.filter(etag__in=unsure).values_list("etag", "document") if unsure else ()
    own = {tag: set(Schedule.of_document(orjson.loads(document)).years) for tag, document in documents}
    return {tag: tuple(sorted(own.get(tag) or years)) for tag, years in found.items()}


def _rows(condition: Q) -> QuerySet[OccurrenceRow]:
    return OccurrenceRow.objects.filter(condition, entry=OuterRef("pk"))


def _has_row(condition: Q) -> Q:
    return Q(Exists(_rows(condition)))


def _any(conditions: Iterable[Q]) -> Q:
    chosen = Q()
    for condition in conditions:
        chosen |= condition
    return chosen
