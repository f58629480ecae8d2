"""What the functions of descriptors are given and give back: plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Literal, NamedTuple
from uuid import UUID


class Passage(NamedTuple):
    """A piece of searchable text, with what is needed to link a hit back to its block."""

    text: str
    type: str = ""
    block_id: str = ""
    speaker: str = ""


class FacetValue(NamedTuple):
    """One value of a facet: the identifier in filters, and what people read."""

    value: str
    label: str


class Window(NamedTuple):
    """When a thing takes place: aware datetimes, the end exclusive.

    Those at the ends of the calendar (“for ever”) are taken for the nearest that there are in every time zone.
    """

    starts_at: datetime
    ends_at: datetime


class Occurrence(NamedTuple):
    """One of several times at which a thing takes place: aware datetimes, the end exclusive.

    An inexact one is known by its month or year only and never counts as running.
    """

    starts_at: datetime
    ends_at: datetime
    exact: bool = True
    takes_place: bool = True

    @property
    def can_run(self) -> bool:
        """Whether it is running between its beginning and its end."""
        return self.exact and self.takes_place


class Change(NamedTuple):
    """What the ledger has to tell: a thing was published (its state is `live`, and its document is there) or withdrawn."""

    id: UUID
    sequence: int
    type: str
    state: Literal["live", "withdrawn"]
    reason: str
    locale: str
    site: int | None
    path: str
    title: str
    document: Mapping[str, Any] | None


class Exported(NamedTuple):
    """A thing of an export as the ledger has it: its last number there, and its document, which is None once it was withdrawn.

    `former` are dates ahead that were public a short while ago and are no more, without a word of text; see `Exporter.remembers`.
    """

    id: UUID
    sequence: int
    updated_at: datetime
    document: Mapping[str, Any] | None
    former: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Export:
    """What an exporter is asked for: documents, newest first, and what they are called together.

    `things` are the same with what the ledger knows beside their documents; read one of the two.
    """

    title: str
    address: str
    home: str
    locale: str
    updated_at: datetime
    documents: Iterable[Mapping[str, Any]]
    things: Iterable[Exported] = ()


@dataclass(frozen=True, kw_only=True)
class Import:
    """What an importer gets: a file, and the page below which it writes drafts."""

    file: BinaryIO
    parent: Any


class Imported(NamedTuple):
    """What became of one entry of the file; `line` counts from 1, `detail` says what to mend."""

    line: int
    outcome: Literal["created", "updated", "unchanged", "refused"]
    title: str
    detail: str = ""
