"""JSON Feed as version 1.1 wants it."""

from __future__ import annotations

import json
from typing import Any

from plugins.feeds.json_feed import json_feed
from tests.feeds.conftest import ID, Ask, document, record


def read(pieces: object) -> Any:
    return json.loads("".join(pieces).encode())  # type: ignore[call-overload]


def test_a_feed_has_what_the_standard_requires_of_it(ask: Ask) -> None:
    assert read(json_feed(ask())) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Meldungen – Litfass",
        "home_page_url": "http://testserver/",
        "feed_url": "http://testserver/feeds/atom?city=halle-saale&type=news",
        "language": "de",
        "items": [],
    }


def test_an_item_says_what_it_is_about(ask: Ask) -> None:
    (item,) = read(json_feed(ask(document())))["items"]
    assert item == {
        "id": f"urn:uuid:{ID}",
        "url": "http://testserver/meldungen/foerderung/",
        "title": "Förderung für Vereine",
        "content_html": "<p>Der Verein &amp; die Stadt sind sich einig.</p>",
        "summary": "Der Verein & die Stadt sind sich einig.",
        "image": document()["hero_image"]["src"],
        "date_published": "2026-11-20T08:30:00+00:00",
        "date_modified": "2026-11-25T12:00:00+00:00",
        "authors": [{"name": "VeMo", "url": "http://testserver/vemo/"}],
        "tags": ["Beteiligung"],
        "language": "de",
    }


def test_an_item_always_has_content(ask: Ask) -> None:
    first, second = read(json_feed(ask(document(lead="", description=""), record())))["items"]
    assert first["content_text"] == "Förderung für Vereine"
    assert second["content_text"] == "Halle (Saale)"


def test_hostile_texts_stay_texts(ask: Ask) -> None:
    nasty = '"}]}\\ <script>\ud800\x00 \u2028'
    (item,) = read(json_feed(ask(document(title=nasty, lead=nasty), title=nasty)))["items"]
    assert item["title"] == '"}]}\\ <script>'
    assert "<script>" not in item["content_html"]
