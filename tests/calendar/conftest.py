"""Documents as the ledger keeps them, the file that a calendar gets of them, and a site that offers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.content.time import window_of
from cms.extend import Export, Exported
from tests.calendar.reading import by_ical, by_vobject, is_well_formed, values
from tests.content import making

if not apps.is_installed("plugins.calendar"):
    collect_ignore_glob = ["test_*.py"]

ID = UUID("0b5ef8a1-7f0c-4b0e-9d3b-000000000001")
MOMENT = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
LABELS = {"cancelled": "Abgesagt", "postponed": "Verschoben", "full": "Ausgebucht", "planned": "Geplant"}

GONE = "Abgesagt oder zurückgezogen"

Write = Callable[..., str]
Read = Callable[..., str]
Clock = Callable[[dt.datetime], None]


def occurrence(
    day: str,
    begins: str = "",
    ends: str = "",
    *,
    last: str = "",
    zone: str = "Europe/Berlin",
    precision: str = "",
    status: str = "confirmed",
    **members: Any,
) -> dict[str, Any]:
    """A date as the ledger has it, its moments reckoned as for a page."""
    exact = precision or ("minute" if begins else "day")
    start_time, end_time = (dt.time.fromisoformat(text) if text else None for text in (begins, ends))
    window = window_of(
        start_date=dt.date.fromisoformat(day),
        start_time=start_time,
        end_date=dt.date.fromisoformat(last) if last else None,
        end_time=end_time,
        precision=exact,
        timezone=zone,
    )
    return {
        "id": str(uuid5(ID, f"{day}{begins}")),
        "start": window.starts_at.astimezone(ZoneInfo(zone)).isoformat(),
        "end": None if begins and not ends else window.ends_at.astimezone(ZoneInfo(zone)).isoformat(),
        "start_date": day,
        "end_date": last or day,
        "precision": {"value": exact, "label": ""},
        "has_time": bool(begins),
        "all_day": False,
        "timezone": zone,
        "place": None,
        "online_url": "",
        "status": {"value": status, "label": LABELS.get(status, "")},
        "status_note": "",
        **members,
    }


def document(*occurrences: dict[str, Any], status: str = "confirmed", **members: Any) -> dict[str, Any]:
    """An event on these dates."""
    return {
        "id": str(ID),
        "type": "event",
        "locale": "de",
        "title": "Zusammen wohnen",
        "lead": "Was Städte können.",
        "url": "http://testserver/veranstaltungen/zusammen-wohnen/",
        "first_published_at": "2026-11-20T08:30:00Z",
        "updated_at": "2026-11-25T12:00:00Z",
        "format": {"value": "workshop", "label": "Workshop"},
        "topics": [{"title": "Wohnen"}],
        "organisers": [{"partner": {"title": "VeMo"}}],
        "hero_image": None,
        "status": {"value": status, "label": LABELS.get(status, "")},
        "status_note": "",
        "occurrences": list(occurrences),
        **members,
    }


def thing(*occurrences: dict[str, Any], sequence: int = 7, former: tuple[Any, ...] = (), **members: Any) -> Exported:
    """An event on these dates as an export has it."""
    return Exported(ID, sequence, MOMENT, document(*occurrences, **members), former)


@pytest.fixture
def write() -> Write:
    """The file for these things."""
    from plugins.calendar.icalendar_file import icalendar_file

    def write(*things: Exported, title: str = "Veranstaltungen – Litfass") -> str:
        export = Export(
            title=title,
            address="http://testserver/feeds/calendar.ics?city=halle-saale",
            home="http://testserver/",
            locale="de",
            updated_at=MOMENT,
            documents=(),
            things=things,
        )
        return "".join(icalendar_file(export))

    return write


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the time of the whole site."""

    def at(now: dt.datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    at(MOMENT)
    return at


@pytest.fixture
def home(db: None, clock: Clock) -> models.HomePage:
    return ensure_initial_site("http://testserver", locale="de")


@pytest.fixture
def read(home: models.HomePage, client: Client) -> Read:
    """The calendar with these filters, which must be well-formed for all who read calendars."""

    def ask(query: str = "") -> str:
        answer = client.get(f"/feeds/calendar.ics?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8"), (
            answer.content
        )
        text: str = answer.content.decode()
        is_well_formed(text)
        assert len(by_vobject(text)) == len(by_ical(text))
        return text

    return ask


def event(theme: str, *days: str, **fields: Any) -> models.EventPage:
    dates = [making.on(day, place=making.place(where=fields.pop("where", "Halle"))) for day in days]
    page: models.EventPage = making.published(making.event(theme, *dates, title=theme, **fields))
    return page


def summaries(text: str) -> list[str]:
    return values(text, "SUMMARY")


def again(page: models.EventPage) -> models.EventPage:
    return models.EventPage.objects.get(pk=page.pk)
