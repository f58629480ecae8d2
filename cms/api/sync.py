"""What a partner asks of the changes, and where they stand in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from cms.api import parameters
from cms.api.cursors import fingerprint, read_cursor, write_cursor
from cms.api.languages import EVERY, codes
from cms.api.types import listed_types
from cms.publishing.changes import Change, Changes
from cms.publishing.filters import Filter
from cms.publishing.grammar import FilterError, filter_parameters, parse_filter

LIMIT = 100
MAX_LIMIT = 500
CLOCKED = "when"
"""A filter by the clock: what falls out of it does so without a change."""


@dataclass(frozen=True, kw_only=True)
class ChangesQuestion:
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
    question: str

    def relevant(self, changes: Changes) -> list[Change]:
        """Those of the changes that the partner must hear of."""
        return [change for change in changes.items if change.is_live or change.entry.sequence > self.export_until]

    def cursor_after(self, changes: Changes) -> str:
        """The cursor to come back with."""
        still_exporting = self.export_until if changes.until < self.export_until else 0
        return write_cursor(
            self.question, [changes.until, still_exporting, self.known if changes.more else changes.until]
        )


def changes_filters() -> tuple[str, ...]:
    """The filters of the changes: all but those by the clock."""
    return tuple(name for name in filter_parameters() if name != CLOCKED)


def changes_question(query: QueryDict, *, latest: int) -> ChangesQuestion:
    """What the query string asks for, the ledger's last change being `latest`; raises `FilterError`."""
    parameters.refuse_unknown(query, (*changes_filters(), "since", "limit", "min_sequence"))
    question = fingerprint(query, "changes", without={"since", "limit", "min_sequence"})
    cursor = parameters.text(query, "since")
    since, export_until, known = (0, latest, latest) if cursor is None else _position(cursor, question)
    return ChangesQuestion(
        filter=everything_filter(query),
        names_types="type" in query,
        since=since,
        export_until=export_until,
        known=known,
        limit=parameters.number(query, "limit", highest=MAX_LIMIT) or LIMIT,
        question=question,
    )


def everything_filter(query: QueryDict) -> Filter:
    """The filter over all listed types; a language is one of the installation's, `*` means all."""
    locale = parameters.choice(query, "locale", (*codes(), EVERY))
    found = parse_filter(query, also=tuple(query))
    return replace(found, types=found.types or tuple(listed_types()), locale=None if locale == EVERY else locale)


def _position(cursor: str, question: str) -> tuple[int, int, int]:
    try:
        found = read_cursor(cursor, question=question, size=3, name="since")
    except FilterError:
        # Those of older code do not say what was known when their walk began.
        since, export_until = read_cursor(cursor, question=question, size=2, name="since")
        found = [since, export_until, export_until or since]
    if not all(isinstance(number, int) and 0 <= number < 2**63 for number in found):
        raise FilterError("since", "malformed_cursor", "since: take it from an answer as it is.")
    return found[0], found[1], found[2]
