"""Dates that were public a short while ago and are no more: for calendars, which hold what they were told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

import orjson

from cms.public.reasons import Reason
from cms.publishing.filters import Filter
from cms.publishing.models import Entry, State, Version
from cms.site.feeds.question import Question, day_of
from cms.site.feeds.row import Row

TOLD = ("id", "start", "end", "start_date", "end_date", "precision", "has_time", "all_day", "timezone")
"""What is said of such a date: when it was, and not a word of what it was."""

Dates = tuple[Mapping[str, Any], ...]


def since(question: Question, now: dt.datetime) -> dt.datetime:
    """From when on the exporter remembers."""
    return day_of(now) - question.exporter.remembers


def withdrawn(question: Question, *, now: dt.datetime) -> list[Row]:
    """What was withdrawn a short while ago and may have been meant; of what was erased nothing is told, not even that."""
    wanted = question.filter
    if not question.exporter.remembers or question.text or wanted.when or wanted.updated.gte or wanted.updated.lt:
        return []
    entries = Entry.objects.filter(state=State.WITHDRAWN, updated_at__gte=since(question, now), type__in=wanted.types)
    entries = entries.exclude(reason=Reason.ERASED)
    if wanted.locale:
        entries = entries.filter(locale=wanted.locale)
    if question.ids:
        entries = entries.filter(pk__in=question.ids)
    newest = entries.order_by("-sequence").values_list("id", "etag", "sequence", "updated_at")
    return [Row(*values, "") for values in newest[: question.exporter.limit]]


def former_dates(question: Question, rows: Iterable[Row], *, now: dt.datetime) -> dict[UUID, Dates]:
    """The dates that the things had not long ago and have no more, by thing, in one query."""
    if not question.exporter.remembers:
        return {}
    changed = {row.id: row for row in rows if row.updated_at >= since(question, now)}
    by_thing: dict[UUID, list[Version]] = defaultdict(list)
    if changed:
        for version in Version.objects.filter(entry_id__in=changed).exclude(document="").order_by("sequence"):
            by_thing[version.entry_id].append(version)
    return {
        key: tuple(_former(changed[key], versions, question.filter, since=since(question, now)))
        for key, versions in by_thing.items()
    }


def _former(row: Row, versions: list[Version], wanted: Filter, *, since: dt.datetime) -> Iterable[Mapping[str, Any]]:
    present = {_key(each) for each in _occurrences(row.document)}
    ended = [(before, after.published_at) for before, after in pairwise(versions)]
    if not row.document:
        ended.append((versions[-1], row.updated_at))
    found: dict[str, Mapping[str, Any]] = {}
    for version, at in ended:
        if at >= since and (row.document or _meant(version, wanted)):
            found |= {_key(each): each for each in _occurrences(version.document) if _end(each) > at}
    for key, date in found.items():
        if key not in present and _within(date, wanted):
            yield {name: date[name] for name in TOLD if name in date} | {"status": {"value": "cancelled"}}


def _occurrences(document: str) -> list[Mapping[str, Any]]:
    return orjson.loads(document).get("occurrences") or [] if document else []


def _key(date: Mapping[str, Any]) -> str:
    return str(date.get("id") or date["start"])


def _meant(version: Version, wanted: Filter) -> bool:
    """Whether the facets of the filter held for the version."""
    had = {(name, value) for name, value in version.facets}
    return all(
        any((name, value) in had for value in group) for name, groups in wanted.facets.items() for group in groups
    )


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
