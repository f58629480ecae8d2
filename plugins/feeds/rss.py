"""RSS 2.0, in the profile of the RSS Advisory Board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from email.utils import format_datetime

from cms.extend import Export
from plugins.feeds.entries import Entry, entry_of
from plugins.feeds.markup import DECLARATION, element, opening

MEDIA_TYPE = "application/rss+xml"
NAMESPACES = {
    "xmlns_atom": "http://www.w3.org/2005/Atom",
    "xmlns_dc": "http://purl.org/dc/elements/1.1/",
}


def rss(export: Export) -> Iterator[str]:
    """The feed, an item at a time."""
    yield DECLARATION
    yield opening("rss", version="2.0", **NAMESPACES)
    yield "<channel>"
    yield element("title", export.title)
    yield element("link", export.home)
    yield element("description", export.title)
    yield element("language", export.locale)
    yield element("lastBuildDate", _moment(export.updated_at))
    yield element("atom:link", rel="self", type=MEDIA_TYPE, href=export.address)
    for document in export.documents:
        yield "\n" + "".join(_item(entry_of(document, export)))
    yield "\n</channel></rss>\n"


def _item(entry: Entry) -> Iterable[str]:
    yield "<item>"
    yield element("title", entry.title)
    if link := entry.link or entry.document_link:
        yield element("link", link)
    if entry.html:
        yield element("description", entry.html)
    # An author would have to be a mail address.
    yield element("dc:creator", entry.author)
    for topic in entry.topics:
        yield element("category", topic)
    if entry.image:
        # How long the file is shows when it is made; the board's profile has 0 for that.
        yield element("enclosure", url=entry.image, length="0", type="image/jpeg")
    yield element("guid", entry.id, isPermaLink="false")
    yield element("pubDate", _moment(entry.published_at))
    yield "</item>"


def _moment(moment: dt.datetime) -> str:
    return format_datetime(moment)
