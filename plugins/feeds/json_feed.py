"""JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cms.extend import Export
from plugins.feeds.characters import clean
from plugins.feeds.entries import Entry, entry_of

MEDIA_TYPE = "application/feed+json"


def json_feed(export: Export) -> Iterator[str]:
    """The feed, an item at a time."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(export.title),
        "home_page_url": export.home,
        "feed_url": export.address,
        "language": export.locale,
    }
    yield _dumped(head)[:-1] + ', "items": ['
    for number, document in enumerate(export.documents):
        yield (",\n" if number else "\n") + _dumped(_item(entry_of(document, export)))
    yield "\n]}\n"


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.link or entry.document_link,
        "title": entry.title,
        **({"content_html": entry.html} if entry.html else {"content_text": entry.title}),
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [_without_empty({"name": entry.author, "url": entry.author_link})],
        "tags": list(entry.topics),
        "language": entry.language,
    }
    return _without_empty(item)


def _without_empty(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
