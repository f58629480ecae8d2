"""Documents as the ledger keeps them, and what a feed is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from cms.extend import Export

if not apps.is_installed("plugins.feeds"):
    collect_ignore_glob = ["test_*.py"]

ID = "0b5ef8a1-7f0c-4b0e-9d3b-000000000001"
MOMENT = "2026-11-25T12:00:00Z"

Ask = Callable[..., Export]


def occurrence(day: str, *, status: str = "scheduled") -> dict[str, Any]:
    """A date from 17 to 19 o'clock."""
    return {
        "has_time": True,
        "start_date": day,
        "end_date": day,
        "precision": {"value": "minute", "label": ""},
        "start": f"{day}T17:00:00+01:00",
        "end": f"{day}T19:00:00+01:00",
        "timezone": "Europe/Berlin",
        "status": {"value": status, "label": ""},
    }


def document(**members: Any) -> dict[str, Any]:
    """A piece of news with all that a feed can say."""
    return {
        "id": ID,
        "type": "news",
        "title": "Förderung für Vereine",
        "url": "http://testserver/meldungen/foerderung/",
        "api_url": f"http://testserver/api/v1/news/{ID}",
        "locale": "de",
        "lead": "Der Verein & die Stadt sind sich einig.",
        "first_published_at": "2026-11-20T08:30:00Z",
        "updated_at": MOMENT,
        "publisher": {"name": "VeMo", "url": "http://testserver/vemo/"},
        "topics": [{"title": "Beteiligung"}],
        "hero_image": {"src": "http://testserver/images/x/1/width-800|format-jpeg/bild.jpg"},
        **members,
    }


def event(*occurrences: dict[str, Any], status: str = "scheduled", **members: Any) -> dict[str, Any]:
    """An event on these dates."""
    label = {"cancelled": "Abgesagt"}.get(status, "")
    return document(type="event", occurrences=list(occurrences), status={"value": status, "label": label}, **members)


def record(**members: Any) -> dict[str, Any]:
    """A city: a thing without a page."""
    return {
        "id": ID,
        "type": "city",
        "title": "Halle (Saale)",
        "url": None,
        "api_url": f"http://testserver/api/v1/cities/{ID}",
        "locale": None,
        "first_published_at": MOMENT,
        "updated_at": MOMENT,
        **members,
    }


@pytest.fixture
def ask() -> Ask:
    """What an exporter is asked for, with these documents."""

    def export(*documents: dict[str, Any], **members: Any) -> Export:
        given = {
            "title": "Meldungen – Litfass",
            "address": "http://testserver/feeds/atom?city=halle-saale&type=news",
            "home": "http://testserver/",
            "locale": "de",
            "updated_at": dt.datetime.fromisoformat(MOMENT),
        }
        return Export(**{**given, **members}, documents=iter(documents))

    return export
