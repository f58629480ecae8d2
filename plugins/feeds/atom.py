"""Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from cms.extend import Export
from plugins.feeds.entries import Entry, entry_of
from plugins.feeds.markup import DECLARATION, element, opening

MEDIA_TYPE = "application/atom+xml"


def atom(export: Export) -> Iterator[str]:
    """The feed, an entry at a time."""
    yield DECLARATION
    yield opening("feed", xmlns="http://www.w3.org/2005/Atom", xml_lang=export.locale)
    yield element("id", export.address)
    yield element("title", export.title)
    yield element("updated", _moment(export.updated_at))
    yield element("link", rel="self", type=MEDIA_TYPE, href=export.address)
    yield element("link", rel="alternate", type="text/html", href=export.home)
    for document in export.documents:
        yield "\n" + "".join(_entry(entry_of(document, export)))
    yield "\n</feed>\n"


def _entry(entry: Entry) -> Iterable[str]:
    yield opening("entry", xml_lang=entry.language)
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield element("published", _moment(entry.published_at))
    yield element("updated", _moment(entry.updated_at))
    yield f"<author>{element('name', entry.author)}{_optional('uri', entry.author_link)}</author>"
    yield from _links(entry)
    for topic in entry.topics:
        yield element("category", term=topic)
    yield _optional("summary", entry.summary)
    yield element("content", entry.html or entry.title, type="html" if entry.html else "text")
    yield "</entry>"


def _links(entry: Entry) -> Iterable[str]:
    if entry.link:
        yield element("link", rel="alternate", type="text/html", hreflang=entry.language, href=entry.link)
    if entry.document_link:
        yield element("link", rel="alternate", type="application/json", href=entry.document_link)
    if entry.image:
        yield element("link", rel="enclosure", type="image/jpeg", href=entry.image)


def _optional(name: str, text: str) -> str:
    return element(name, text) if text else ""


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")
