"""Which of an event's dates matters now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

OFF = frozenset({"cancelled", "postponed"})
"""The states of a date on which nothing happens."""


def next_occurrence(occurrences: Sequence[dict[str, Any]], *, now: dt.datetime) -> dict[str, Any]:
    """The first date that is not over and takes place; if there is none, the first of all."""
    ordered = sorted(occurrences, key=lambda each: dt.datetime.fromisoformat(each["start"]))
    for occurrence in ordered:
        if occurrence["status"]["value"] not in OFF and _end(occurrence) > now:
            return occurrence
    return ordered[0]


def _end(occurrence: dict[str, Any]) -> dt.datetime:
    """Its end; the end of its last day where nobody knows better."""
    if occurrence["end"]:
        return dt.datetime.fromisoformat(occurrence["end"])
    start = dt.datetime.fromisoformat(occurrence["start"])
    last = dt.date.fromisoformat(occurrence["end_date"])
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), start.tzinfo)
