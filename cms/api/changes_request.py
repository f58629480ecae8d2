"""What a partner asks of the changes, and where they stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from cms.api.cursors import fingerprint, read_cursor, write_cursor
from cms.api.openapi_parameters import MIN_SEQUENCE
from cms.api.types import listed_types
from cms.publishing.reading.changes import Change, Changes
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.grammar import filter_of, filters
from cms.publishing.reading.parameters import FilterError, Parameters, text, whole_number

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
        return write_cursor(
            self.fingerprint, [changes.until, still_exporting, self.known if changes.more else changes.until]
        )


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


def changes_request(given: Mapping[str, Any], query: QueryDict, *, latest: int) -> ChangesRequest:
    """The request that these values of the parameters make, the ledger's last change being `latest`; raises `FilterError`."""
    mark = fingerprint(query, "changes", without={"since", "limit", "min_sequence"})
    cursor = given["since"]
    since, export_until, known = (0, latest, latest) if cursor is None else _position(cursor, mark)
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


def _position(cursor: str, mark: str) -> tuple[int, int, int]:
    try:
        found = read_cursor(cursor, mark=mark, size=3, name="since")
    except FilterError:
        # Those of older code do not say what was known when their walk began.
        since, export_until = read_cursor(cursor, mark=mark, size=2, name="since")
        found = [since, export_until, export_until or since]
    if not all(isinstance(number, int) and 0 <= number < 2**63 for number in found):
        raise FilterError("since", "malformed_cursor", "since: take it from an answer as it is.")
    return found[0], found[1], found[2]
