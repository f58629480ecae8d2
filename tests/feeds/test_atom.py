"""Atom as RFC 4287 wants it."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest

from plugins.feeds.atom import atom
from tests.feeds.conftest import ID, Ask, document, record

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(pieces: object) -> ElementTree.Element:
    return ElementTree.fromstring("".join(pieces).encode())  # type: ignore[call-overload]


def text(element: ElementTree.Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    return found[0].text or ""


def links(element: ElementTree.Element) -> dict[tuple[str | None, str | None], str | None]:
    return {(each.get("rel"), each.get("type")): each.get("href") for each in element.findall(f"{ATOM}link")}


def test_a_feed_has_what_the_standard_requires_of_it(ask: Ask) -> None:
    feed = parsed(atom(ask()))
    address = "http://testserver/feeds/atom?city=halle-saale&type=news"
    assert feed.tag == f"{ATOM}feed"
    assert text(feed, "id") == address
    assert text(feed, "title") == "Meldungen – Litfass"
    assert dt.datetime.fromisoformat(text(feed, "updated")).tzinfo
    assert links(feed) == {("self", "application/atom+xml"): address, ("alternate", "text/html"): "http://testserver/"}


def test_an_entry_has_what_the_standard_requires_of_it(ask: Ask) -> None:
    (entry,) = parsed(atom(ask(document()))).findall(f"{ATOM}entry")
    assert text(entry, "id") == f"urn:uuid:{ID}"
    assert text(entry, "title") == "Förderung für Vereine"
    assert text(entry, "updated") == "2026-11-25T12:00:00+00:00"
    assert text(entry, "published") == "2026-11-20T08:30:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "VeMo"
    assert links(entry)["alternate", "text/html"] == "http://testserver/meldungen/foerderung/"


def test_an_entry_tells_lead_topics_and_image(ask: Ask) -> None:
    (entry,) = parsed(atom(ask(document()))).findall(f"{ATOM}entry")
    assert text(entry, "summary") == "Der Verein & die Stadt sind sich einig."
    assert text(entry, "content") == "<p>Der Verein &amp; die Stadt sind sich einig.</p>"
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == ["Beteiligung"]
    assert links(entry)["enclosure", "image/jpeg"] == document()["hero_image"]["src"]


def test_a_thing_without_page_leads_to_its_document_and_is_by_the_site(ask: Ask) -> None:
    (entry,) = parsed(atom(ask(record()))).findall(f"{ATOM}entry")
    assert links(entry) == {("alternate", "application/json"): record()["api_url"]}
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Meldungen – Litfass"
    assert text(entry, "content") == "Halle (Saale)"


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("</title><script>alert(1)</script>", "</title><script>alert(1)</script>"),
        ("Ende ]]> und weiter & mehr &amp;", "Ende ]]> und weiter & mehr &amp;"),
        ("Null\x00 Glocke\x07 halb\ud800 kein\ufffe", "Null Glocke halb kein"),
        ("\x01", "news"),
        ("العربية „quote“ 'x' \"y\"", "العربية „quote“ 'x' \"y\""),
    ],
)
def test_hostile_titles_stay_texts(ask: Ask, title: str, read: str) -> None:
    given = document(title=title, topics=[{"title": title}], publisher={"name": title, "url": ""})
    feed = parsed(atom(ask(given, title=title)))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert text(entry, "title") == read
    assert {element.tag.removeprefix(ATOM) for element in entry.iter()} <= {
        "entry", "id", "title", "published", "updated", "author", "name", "link", "category", "summary", "content",
    }  # fmt: skip


def test_the_content_shows_a_hostile_lead_as_text(ask: Ask) -> None:
    (entry,) = parsed(atom(ask(document(lead="<img src=x onerror=alert(1)>")))).findall(f"{ATOM}entry")
    assert text(entry, "content") == "<p>&lt;img src=x onerror=alert(1)&gt;</p>"


def test_entries_are_made_one_at_a_time(ask: Ask) -> None:
    def endless() -> object:
        while True:
            yield document()

    export = ask()
    object.__setattr__(export, "documents", endless())
    pieces = atom(export)
    assert sum("<entry" in next(pieces) for _ in range(30)) > 20
