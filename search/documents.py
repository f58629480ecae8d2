"""What an index keeps of a public thing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from cms.extend import Occurrence, registry
from cms.extend.storable import on_every_clock
from search.occasions import Days, days_between, days_of

if TYPE_CHECKING:
    from cms.publishing.models import Entry


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """A public thing as the index gets it; `facets` are name and value, `texts` what is read beside the title.

    `occurrences` are given where it takes place several times or has no day yet; without them it is one span.
    `days` are those on which it takes place or was published, `series` the names of its series with its number there. `date` places it
    among the newest; None for what just is, such as a partner. `ages` tells that of two things that answer alike the one nearer to the
    present is the better answer.
    """

    id: UUID
    sequence: int
    type: str
    locale: str
    title: str
    texts: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    days: tuple[Days, ...] = ()
    series: tuple[tuple[str, int | None], ...] = ()
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    occurrences: tuple[Occurrence, ...] = ()
    updated_at: dt.datetime
    date: dt.datetime | None
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
    document = json.loads(entry.document)
    days = days_of(document) or _window(entry) or _first_published(entry)
    date = entry.starts_at or (_midnight(min(each.first for each in days)) if days else None)
    return SearchDocument(
        id=entry.id,
        sequence=entry.sequence,
        type=entry.type,
        locale=entry.locale,
        title=entry.title,
        texts=tuple(spoken(text, speaker) for text, _type, _block, speaker in entry.passages),
        facets=(*facets, ("type", entry.type), *_years(days)),
        days=days,
        series=tuple((item["name"], item["number"]) for item in document.get("series") or ()),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        occurrences=tuple(sorted(occurrences)),
        updated_at=entry.updated_at,
        date=date,
        ages=date is not None,
    )


def _window(entry: Entry) -> tuple[Days, ...]:
    """From the first to the last day of a thing whose document lists no dates."""
    if not entry.starts_at:
        return ()
    starts_at = on_every_clock(entry.starts_at)
    last = on_every_clock(entry.ends_at) - dt.timedelta(microseconds=1) if entry.ends_at else starts_at
    return (days_between(timezone.localdate(starts_at), timezone.localdate(max(last, starts_at))),)


def _first_published(entry: Entry) -> tuple[Days, ...]:
    """The day on which it appeared here, for kinds that bear a day of publication and do not give it."""
    if "published_on" not in registry().public_types[entry.type].schema.model_fields:
        return ()
    day = timezone.localdate(entry.first_published_at)
    return (Days(day, day, held=False),)


def _midnight(day: dt.date) -> dt.datetime:
    return on_every_clock(timezone.make_aware(dt.datetime.combine(day, dt.time())))


def _years(days: Iterable[Days]) -> Iterator[tuple[str, str]]:
    """Every year in which something takes place: an exhibition over New Year stands in both."""
    for year in sorted({year for each in days for year in each.years}):
        yield "year", str(year)


def spoken(text: str, speaker: str) -> str:
    """The text with the name of who says it, so that words are found by their speaker."""
    return text if not speaker or speaker in text else f"{text} {speaker}"


def is_searchable(entry: Entry) -> bool:
    """Whether the entry is to be found."""
    public = registry().public_types.get(entry.type)
    return entry.is_live and public is not None and public.searchable
