"""What an index keeps of a public thing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from cms.extend import Occurrence, registry
from cms.publishing.models import Entry, State


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """A public thing as the index gets it; `facets` are name and value, `texts` what is read beside the title.

    `occurrences` are given where it takes place several times or has no day yet; without them it is one span. `ages` tells that of two things that answer alike the one nearer to the present is the better answer.
    """

    id: UUID
    sequence: int
    type: str
    locale: str
    title: str
    texts: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    occurrences: tuple[Occurrence, ...] = ()
    updated_at: dt.datetime
    date: dt.datetime
    ages: bool = False

    @property
    def spans(self) -> tuple[Occurrence, ...]:
        """All times at which it takes place."""
        if self.occurrences or self.starts_at is None or self.ends_at is None:
            return self.occurrences
        return (Occurrence(self.starts_at, self.ends_at),)

    @property
    def language(self) -> str:
        """The language in which its words are analysed."""
        return (self.locale or settings.LANGUAGE_CODE).split("-")[0]


@dataclass(frozen=True)
class Withdrawal:
    """A thing that is to be found no more, as of a sequence."""

    id: UUID
    sequence: int


def document_of(
    entry: Entry, facets: Iterable[tuple[str, str]], occurrences: Iterable[Occurrence] = ()
) -> SearchDocument:
    """The entry as the index gets it."""
    dated = _own_date(entry)
    date = dated or entry.first_published_at
    return SearchDocument(
        id=entry.id,
        sequence=entry.sequence,
        type=entry.type,
        locale=entry.locale,
        title=entry.title,
        texts=tuple(spoken(text, speaker) for text, _type, _block, speaker in entry.passages),
        facets=(*facets, ("type", entry.type), ("year", str(timezone.localtime(date).year))),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        occurrences=tuple(sorted(occurrences)),
        updated_at=entry.updated_at,
        date=date,
        ages=dated is not None,
    )


def spoken(text: str, speaker: str) -> str:
    """The text with the name of who says it, so that words are found by their speaker."""
    return text if not speaker or speaker in text else f"{text} {speaker}"


def _own_date(entry: Entry) -> dt.datetime | None:
    """When it took place, otherwise when it was published, as the document says; None for what just is."""
    if entry.starts_at:
        return entry.starts_at
    published_on = json.loads(entry.document).get("published_on")
    if published_on:
        return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(published_on), dt.time()))
    return None


def is_searchable(entry: Entry) -> bool:
    """Whether the entry is to be found."""
    public = registry().public_types.get(entry.type)
    return entry.state == State.LIVE and public is not None and public.searchable
