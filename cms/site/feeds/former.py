"""Dates that were public a short while ago and are no more: for calendars, which hold what they were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from cms.publishing.reading.filters import Filter
from cms.publishing.reading.history import versions_of, withdrawn_since
from cms.publishing.reading.pages import Row
from cms.site.feeds.request import FeedRequest, day_of

if TYPE_CHECKING:
    from cms.publishing.models import Version

TOLD = ("id", "start", "end", "start_date", "end_date", "precision", "has_time", "all_day", "timezone")
"""What is said of such a date: when it was, and not a word of what it was."""

Dates = tuple[Mapping[str, Any], ...]


def since(request: FeedRequest, now: dt.datetime) -> dt.datetime:
    """From when on the exporter remembers."""
    return day_of(now) - request.exporter.remembers


def withdrawn(request: FeedRequest, *, now: dt.datetime) -> list[Row]:
    """What was withdrawn a short while ago and may have been meant; of what was erased nothing is told, not even that."""
    wanted = request.filter
    if not request.exporter.remembers or request.text or wanted.when or wanted.updated.gte or wanted.updated.lt:
        return []
    return withdrawn_since(
        since(request, now),
        types=wanted.types,
        locale=wanted.locale,
        ids=request.ids,
        limit=request.exporter.limit,
    )


def former_dates(request: FeedRequest, rows: Iterable[Row], *, now: dt.datetime) -> dict[UUID, Dates]:
    """The dates that the things had not long ago and have no more, by thing, in one query."""
    if not request.exporter.remembers:
        return {}
    changed = {row.id: row for row in rows if row.updated_at >= since(request, now)}
    return {
        key: tuple(_former(changed[key], versions, request.filter, since=since(request, now)))
        for key, versions in versions_of(list(changed)).items()
    }


def _former(
    row: Row, versions: Sequence[Version], wanted: Filter, *, since: dt.datetime
) -> Iterable[Mapping[str, Any]]:
    present = {_key(each) for each in _occurrences(row.document)}
    ended = [(before, after.published_at) for before, after in pairwise(versions)]
    if not row.document:
        ended.append((versions[-1], row.updated_at))
    found: dict[str, Mapping[str, Any]] = {}
    for version, at in ended:
        if at >= since and (row.document or version.is_found_under(wanted.facets)):
            found |= {_key(each): each for each in _occurrences(version.document) if _end(each) > at}
    for key, date in found.items():
        if key not in present and _within(date, wanted):
            yield {name: date[name] for name in TOLD if name in date} | {"status": {"value": "cancelled"}}


def _occurrences(document: str) -> list[Mapping[str, Any]]:
    return orjson.loads(document).get("occurrences") or [] if document else []


def _key(date: Mapping[str, Any]) -> str:
    return str(date.get("id") or date["start"])


def _within(date: Mapping[str, Any], wanted: Filter) -> bool:
    gte, lt = wanted.start.gte, wanted.start.lt
    return not (gte and _end(date) <= gte) and not (lt and dt.datetime.fromisoformat(date["start"]) >= lt)


def _end(date: Mapping[str, Any]) -> dt.datetime:
    """Its end, or the end of its last day, near enough to say whether it was still ahead."""
    if date["end"]:
        return dt.datetime.fromisoformat(date["end"])
    start = dt.datetime.fromisoformat(date["start"])
    last = dt.date.fromisoformat(date["end_date"])
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), start.tzinfo)
