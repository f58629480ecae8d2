"""Documents as the ledger keeps them, and the file that a calendar gets of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from cms.content.time import window_of
from cms.extend import Export, Exported

if not apps.is_installed("plugins.calendar"):
    collect_ignore_glob = ["test_*.py"]

ID = UUID("0b5ef8a1-7f0c-4b0e-9d3b-000000000001")
MOMENT = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
LABELS = {"cancelled": "Abgesagt", "postponed": "Verschoben", "full": "Ausgebucht", "planned": "Geplant"}

Write = Callable[..., str]


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
