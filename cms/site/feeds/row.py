"""What a feed reads of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


class Row(NamedTuple):
    """A thing in a feed: who it is, the tag of its document, its last number and when that was, and the document; empty once withdrawn."""

    id: UUID
    etag: str
    sequence: int
    updated_at: dt.datetime
    document: str


@dataclass(frozen=True)
class Found:
    """What a feed holds, what was withdrawn from it a short while ago, and when the ledger changed last as these rows saw it.

    `turned_at` is when the clock last changed what is to be said of one of the things: one of several dates was over,
    or began to last long.
    """

    rows: Sequence[Row]
    changed_at: dt.datetime
    withdrawn: Sequence[Row] = ()
    turned_at: dt.datetime | None = None

    @property
    def modified_at(self) -> dt.datetime:
        """When the feed could last have become another one."""
        return max(self.changed_at, self.turned_at or self.changed_at)

    @property
    def updated_at(self) -> dt.datetime:
        """When the newest of the documents changed; for an empty feed, when the ledger did."""
        return max((row.updated_at for row in self.rows), default=self.changed_at)
