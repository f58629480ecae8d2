"""RSS 2.0 as its specification and the Advisory Board's profile want it."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from plugins.feeds.rss import rss
from tests.feeds.conftest import ID, Ask, document, record

CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
LINK = "{http://www.w3.org/2005/Atom}link"


def channel(pieces: object) -> ElementTree.Element:
    root = ElementTree.fromstring("".join(pieces).encode())  # type: ignore[call-overload]
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (found,) = root
    return found


def test_a_channel_has_what_the_specification_requires_of_it(ask: Ask) -> None:
    feed = channel(rss(ask()))
    assert feed.findtext("title") == feed.findtext("description") == "Meldungen – Litfass"
    assert feed.findtext("link") == "http://testserver/"
    assert feed.findtext("language") == "de"
    assert parsedate_to_datetime(feed.findtext("lastBuildDate") or "").tzinfo
    (own,) = feed.findall(LINK)
    assert (own.get("rel"), own.get("href")) == ("self", "http://testserver/feeds/atom?city=halle-saale&type=news")


def test_an_item_says_what_it_is_about(ask: Ask) -> None:
    (item,) = channel(rss(ask(document()))).findall("item")
    assert item.findtext("title") == "Förderung für Vereine"
    assert item.findtext("link") == "http://testserver/meldungen/foerderung/"
    assert item.findtext("description") == "<p>Der Verein &amp; die Stadt sind sich einig.</p>"
    assert item.findtext("pubDate") == "Fri, 20 Nov 2026 08:30:00 +0000"
    assert item.findtext("category") == "Beteiligung"
    assert item.findtext(CREATOR) == "VeMo"


def test_an_item_is_known_by_an_identifier_that_is_no_address(ask: Ask) -> None:
    (item,) = channel(rss(ask(document()))).findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (f"urn:uuid:{ID}", "false")


def test_an_image_is_enclosed_with_the_three_members_that_are_required(ask: Ask) -> None:
    (item,) = channel(rss(ask(document()))).findall("item")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert set(enclosure.attrib) == {"url", "length", "type"}


def test_a_thing_without_page_and_text_is_an_item_all_the_same(ask: Ask) -> None:
    (item,) = channel(rss(ask(record(api_url=None)))).findall("item")
    assert item.findtext("title") == "Halle (Saale)"
    assert item.find("link") is None
    assert item.find("description") is None


def test_hostile_texts_stay_texts(ask: Ask) -> None:
    nasty = "]]></title><item>\x0b & <b>"
    feed = channel(rss(ask(document(title=nasty, lead=nasty), title=nasty)))
    (item,) = feed.findall("item")
    assert item.findtext("title") == "]]></title><item> & <b>"
    assert item.findtext("description") == "<p>]]&gt;&lt;/title&gt;&lt;item&gt; &amp; &lt;b&gt;</p>"
