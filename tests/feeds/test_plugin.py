"""The plugin in a running site: three addresses, one truth."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from cms.content.initial_site import ensure_initial_site
from cms.content.models import NewsIndexPage, NewsPage
from cms.extend import public_id, registry

TITLE = "Ende ]]> der <b>Frist</b> & mehr"
FORMS = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


@pytest.fixture
def news(db: None) -> NewsPage:
    """A published piece of news with a title that is hard to write down."""
    ensure_initial_site(settings.BASE_URL)
    page = NewsPage(title=TITLE, lead="Anträge bis Freitag.")
    NewsIndexPage.objects.get(locale__language_code="de").add_child(instance=page)
    page.save_revision().publish()
    return page


def read(client: Client, name: str) -> list[tuple[str, str, str]]:
    """Identifier, title and address of each thing in the feed."""
    answer = client.get(f"/feeds/{name}?type=news")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, f"{FORMS[name]}; charset=utf-8")
    if name == "json":
        return [(each["id"], each["title"], each["url"]) for each in json.loads(answer.content)["items"]]
    root = ElementTree.fromstring(answer.content)
    if name == "rss":
        return [tuple(each.findtext(tag) for tag in ("guid", "title", "link")) for each in root.iter("item")]  # type: ignore[misc]
    atom = "{http://www.w3.org/2005/Atom}"
    return [
        (each.findtext(f"{atom}id"), each.findtext(f"{atom}title"), each.find(f"{atom}link").get("href"))  # type: ignore[misc, union-attr]
        for each in root.iter(f"{atom}entry")
    ]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_tells_the_same(news: NewsPage, client: Client, name: str) -> None:
    assert read(client, name) == [(f"urn:uuid:{public_id(news)}", TITLE, news.full_url)]


@pytest.mark.parametrize("name", FORMS)
def test_what_is_withdrawn_is_told_no_more(news: NewsPage, client: Client, name: str) -> None:
    news.unpublish()
    assert read(client, name) == []


def test_pages_name_all_three(news: NewsPage, client: Client) -> None:
    html = client.get("/meldungen/").content.decode()
    for name, media_type in FORMS.items():
        assert f'<link rel="alternate" type="{media_type}" title="Meldungen' in html
        assert f'href="/feeds/{name}?type=news' in html


def test_the_plugin_gives_nothing_else() -> None:
    given: Any = registry().contributions["feeds"]
    assert {exporter.name for exporter in given.exporters} == set(FORMS)
    assert not any(value for name, value in vars(given).items() if name != "exporters")
