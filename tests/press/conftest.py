"""A small site with a press release in it, published as an editor does it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from cms.content.initial_site import ensure_initial_site
from cms.content.models import City, NewsIndexPage, StandardPage

if not apps.is_installed("plugins.press"):
    collect_ignore_glob = ["test_*.py"]

CONTACT = {
    "type": "press_contact",
    "id": "7a3f1a52-0000-4000-8000-000000000001",
    "value": {
        "name": "Amina Beispiel",
        "role": "Pressesprecherin",
        "partner": None,
        "phone": "0345 123456",
        "email": "presse@example.org",
        "hours": "werktags 9 bis 17 Uhr",
        "languages": "Deutsch, Türkisch",
    },
}
PARAGRAPH = {"type": "paragraph", "id": "7a3f1a52-0000-4000-8000-000000000002", "value": "<p>Der Text der Meldung.</p>"}


def filled_site() -> NewsIndexPage:
    """The German list of news of a new site."""
    ensure_initial_site(settings.BASE_URL)
    found: NewsIndexPage = NewsIndexPage.objects.get(locale__language_code="de")
    return found


def publish_release(news_list: NewsIndexPage) -> Any:
    """A published press release."""
    from plugins.press.models import PressReleasePage

    page = PressReleasePage(
        title="Netzwerk fordert verlässliche Förderung für Vereine",
        number="12/2026",
        published_on=dt.date(2026, 6, 6),
        reach="regional",
        city=City.objects.create(name="Halle", qualifier="Saale", ags="15002000"),
        body=json.dumps([PARAGRAPH, CONTACT]),
        about="Das Netzwerk verbindet Vereine in sechs Städten.",
    )
    news_list.add_child(instance=page)
    page.save_revision().publish()
    return page


def publish_page(news_list: NewsIndexPage) -> StandardPage:
    """A published page of the core with a press contact in its text."""
    page = StandardPage(title="Presse", body=json.dumps([PARAGRAPH, CONTACT]))
    news_list.get_parent().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def news_list(db: None) -> NewsIndexPage:
    """The German list of news."""
    return filled_site()


@pytest.fixture
def release(news_list: NewsIndexPage) -> Any:
    """A published press release."""
    return publish_release(news_list)
