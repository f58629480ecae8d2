"""What a partner asks of the changes, and where they stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from cms.api.cursors import fingerprint, read_cursor, write_cursor
from cms.api.openapi_parameters import MIN_SEQUENCE
from cms.api.problems import ApiError
from cms.api.types import listed_types
from cms.publishing.reading.changes import Change, Changes
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.grammar import filter_of, filters
from cms.publishing.reading.parameters import FilterError, Parameters, text, whole_number
from cms.publishing.reading.sequence import Position, is_before, position_at

LIMIT = 100
MAX_LIMIT = 500
CLOCKED = "when"
"""A filter by the clock: what falls out of it does so without a change."""


@dataclass(frozen=True, kw_only=True)
class ChangesRequest:
    """The changes after a sequence that a filter means.

    Up to `export_until` they are the first, full export, which knows no tombstones: what it never gave need not be forgotten. `known` is
    the last change before the first answer of this walk.
    """

    filter: Filter
    names_types: bool
    since: int
    export_until: int
    known: int
    limit: int
    fingerprint: str

    def relevant(self, changes: Changes) -> list[Change]:
        """Those of the changes that the partner must hear of."""
        return [change for change in changes.items if change.is_live or change.entry.sequence > self.export_until]

    def cursor_after(self, changes: Changes) -> str:
        """The cursor to come back with."""
        still_exporting = self.export_until if changes.until < self.export_until else 0
        known = self.known if changes.more else changes.until
        milestone = position_at(changes.until).mark
        return write_cursor(self.fingerprint, [changes.until, still_exporting, known, milestone])


def changes_parameters() -> Parameters:
    """Those of the changes."""
    return Parameters(
        (
            text("since", "`next` of the answer before, with the same filters; without it, the first full export."),
            *(each for each in filters() if each.name != CLOCKED),
            whole_number("limit", f"How many; more than {MAX_LIMIT} is refused.", highest=MAX_LIMIT, default=LIMIT),
            MIN_SEQUENCE,
        )
    )


def changes_request(given: Mapping[str, Any], query: QueryDict, *, latest: Position) -> ChangesRequest:
    """The request that these values of the parameters make, the ledger ending with `latest`.

    Raises `FilterError`, or `ApiError` if they come from another ledger.
    """
    mark = fingerprint(query, "changes", without={"since", "limit", "min_sequence"})
    cursor = given["since"]
    since, export_until, known = (
        (0, latest.sequence, latest.sequence) if cursor is None else _walk(cursor, mark, latest)
    )
    return ChangesRequest(
        filter=everything_filter(given),
        names_types=bool(given["type"]),
        since=since,
        export_until=export_until,
        known=known,
        limit=given["limit"],
        fingerprint=mark,
    )


def everything_filter(given: Mapping[str, Any]) -> Filter:
    """The filter over all listed types."""
    found = filter_of(given)
    return replace(found, types=found.types or tuple(listed_types()))


def _walk(cursor: str, mark: str, latest: Position) -> tuple[int, int, int]:
    since, export_until, known, milestone = read_cursor(cursor, mark=mark, size=4, name="since")
    numbers = (since, export_until, known)
    if not isinstance(milestone, str) or not all(isinstance(each, int) and 0 <= each < 2**63 for each in numbers):
        raise FilterError("since", "malformed_cursor", "since: take it from an answer as it is.")
    if not is_before(latest, Position(since, milestone)):
        raise ApiError(410, "The archive was restored from a backup since. Forget your copy and begin without since.")
    return numbers
