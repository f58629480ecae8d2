"""Events whose time is easy to read wrongly, by name: lines as an editor leaves them, and what the event says beside them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from cms.content.models import EventOccurrence
from tests.content.making import on, place

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> dt.datetime:
    """A moment by the clock of Berlin."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def evening(day: str, **values: Any) -> EventOccurrence:
    """From six to eight in the evening; what is called off says why."""
    if values.get("status") in ("cancelled", "postponed"):
        values = {"status_note": "Sturm.", **values}
    return on(day, start_time=dt.time(18), end_time=dt.time(20), precision="minute", **values)


def lines() -> dict[str, list[EventOccurrence]]:
    """The dates of each event."""
    return {
        "Reihe": [
            *(evening(f"2026-03-{day:02}", place=place("Literaturhaus")) for day in (2, 9, 16)),
            evening("2026-03-30", place=place("Hafenhaus", where="Kiel")),
        ],
        "Verkehrte Reihe": [evening(f"2026-06-{day}") for day in (20, 19, 18)],
        "Konferenz": [
            on("2026-06-12", start_time=dt.time(10), end_time=dt.time(18), precision="minute"),
            on("2026-06-13", start_time=dt.time(9), end_time=dt.time(16), precision="minute"),
        ],
        "Jahr": [on("2027-01-01", precision="year")],
        "Monat": [on("2026-05-17", precision="month")],
        "Ausstellung": [on("2026-11-05", end_date=dt.date(2027, 1, 10))],
        "Ausstellung mit Abend": [on("2026-11-05", end_date=dt.date(2027, 1, 10)), evening("2027-01-09")],
        "Absage": [evening("2026-03-30")],
        "Nur abgesagte Termine": [evening("2026-03-09", status="cancelled"), evening("2026-03-30", status="cancelled")],
        "Teils abgesagt": [evening("2026-03-02"), evening("2026-03-09", status="cancelled"), evening("2026-03-16")],
        "Rest abgesagt": [evening("2026-03-02"), evening("2026-03-30", status="postponed")],
        "Ohne Ende": [on("2026-03-30", start_time=dt.time(18), precision="minute")],
        "Ein Tag": [on("2026-03-30")],
        "Istanbul": [evening("2026-03-30", timezone="Europe/Istanbul")],
        "Neujahr in Istanbul": [on("2027-01-01", timezone="Europe/Istanbul")],
        "Juni in Istanbul": [on("2026-06-01", timezone="Europe/Istanbul")],
        "Silvester in New York": [evening("2026-12-31", timezone="America/New_York")],
        "Vorjahr abgesagt": [evening("2025-12-30", status="cancelled"), evening("2026-02-02")],
        "Sommerzeit": [on("2026-03-29", start_time=dt.time(1, 30), end_time=dt.time(3, 30), precision="minute")],
        "Winterzeit": [on("2026-10-25", start_time=dt.time(1, 30), end_time=dt.time(2, 30), precision="minute")],
        "Silvester": [
            on(
                "2026-12-31",
                start_time=dt.time(20),
                end_date=dt.date(2027, 1, 1),
                end_time=dt.time(2),
                precision="minute",
            )
        ],
        "Erst Tag, dann Monat": [evening("2026-03-16"), on("2026-05-01", precision="month")],
    }


VALUES: dict[str, dict[str, Any]] = {"Absage": {"status": "cancelled", "status_note": "Sturm."}}


def moments() -> list[dt.datetime]:
    """Just before, at and within every beginning and end."""
    spans = [line.window for group in _groups() for line in group]
    edges = sorted({edge for span in spans for edge in span})
    return sorted({edge + step for edge in edges for step in (-SECOND, dt.timedelta(), HOUR)})


SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


def _groups() -> list[list[EventOccurrence]]:
    return list(lines().values())
