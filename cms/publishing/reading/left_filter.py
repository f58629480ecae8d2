"""What was inside of a filter when a partner last knew everything, or since, told by the versions of then."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from cms.content.schedule import Schedule
from cms.publishing.models import Entry, Version
from cms.publishing.reading.filters import Filter, Span


def left_since(sequence: int, entries: Collection[Entry], wanted: Filter, *, upto: int) -> set[UUID]:
    """Those of the entries that the filter meant at the sequence, or after it up to another one; the clock is no reason to be inside."""
    if not entries:
        return set()
    own = Version.objects.filter(entry_id__in=[entry.pk for entry in entries])
    of_then = own.filter(sequence__lte=sequence).values("entry_id").annotate(last=Max("sequence")).values("last")
    versions = own.filter(Q(sequence__in=of_then) | Q(sequence__gt=sequence, sequence__lte=upto))
    if wanted.start == Span():
        versions = versions.defer("document")
    return {each.entry_id for each in versions if _was_meant(each, wanted)}


def _was_meant(version: Version, wanted: Filter) -> bool:
    return (
        # It was not public then.
        bool(version.etag)
        and _within(version.published_at, wanted.updated)
        and version.is_found_under(wanted.facets)
        and _went_on(version, wanted.start)
    )


def _within(moment: datetime, span: Span) -> bool:
    return (span.gte is None or moment >= span.gte) and (span.lt is None or moment < span.lt)


def _went_on(version: Version, span: Span) -> bool:
    """Whether one of its dates went on within the span; what takes place without dates of its own may have."""
    if span == Span():
        return True
    dates = Schedule.of_document(json.loads(version.document)).dates
    return not dates or any(
        (span.gte is None or each.ends_at > span.gte) and (span.lt is None or each.starts_at < span.lt)
        for each in dates
    )
