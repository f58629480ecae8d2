"""What a feed says about one thing, whichever its format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils import timezone

from cms.extend import Export
from plugins.feeds.characters import clean
from plugins.feeds.dates import dates_of


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a feed: plain texts without characters that XML forbids, and absolute addresses.

    `link` is empty for things without a page, `author_link` and `image` where there are none.
    """

    id: str
    title: str
    link: str
    document_link: str
    language: str
    published_at: dt.datetime
    updated_at: dt.datetime
    dates: str
    lead: str
    author: str
    author_link: str
    topics: tuple[str, ...]
    image: str

    @property
    def summary(self) -> str:
        """When it takes place, and what it is about, in one line."""
        return " · ".join(filter(None, [self.dates, self.lead]))

    @property
    def html(self) -> str:
        """The same as paragraphs; empty if there is nothing to say."""
        return "".join(f"<p>{escape(text)}</p>" for text in (self.dates, self.lead) if text)


def entry_of(document: Mapping[str, Any], export: Export) -> Entry:
    """The thing with this document; what its type does not have is left empty."""
    publisher = document.get("publisher") or {}
    language = document.get("locale") or export.locale
    return Entry(
        id=f"urn:uuid:{document['id']}",
        title=_line(document["title"]) or document["type"],
        link=clean(document.get("url")),
        document_link=clean(document.get("api_url")),
        language=language,
        published_at=dt.datetime.fromisoformat(document["first_published_at"]),
        updated_at=dt.datetime.fromisoformat(document["updated_at"]),
        dates=clean(dates_of(document, language=language, now=timezone.now())),
        lead=_line(document.get("lead") or document.get("description")),
        author=_line(publisher.get("name") or export.title),
        author_link=clean(publisher.get("url")),
        topics=tuple(_line(topic["title"]) for topic in document.get("topics") or ()),
        image=clean((document.get("hero_image") or {}).get("src")),
    )


def _line(text: str | None) -> str:
    return " ".join(clean(text).split())
