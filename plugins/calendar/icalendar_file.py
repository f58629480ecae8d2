"""An iCalendar file (RFC 5545, with the properties of RFC 7986)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, vDuration, vText, vUri

from cms.content.schedule import Schedule
from cms.extend import Export, Exported
from plugins.calendar.events import components
from plugins.calendar.texts import joined, line
from plugins.calendar.zones import timezone_component, timezone_components

PRODUCT = "-//Litfass//Litfass//DE"
REFRESH = dt.timedelta(hours=6)


def icalendar_file(export: Export) -> Iterator[str]:
    """The file: head, time zones, then event by event in the order of time."""
    things = list(export.things)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    events = sorted((event for thing in things for event in components(thing, host=host)), key=_order)
    head = _head(export, things)
    yield _opening(head)
    for zone in _zones(events, now=export.updated_at):
        yield _text(zone)
    for event in events:
        yield _text(event)
    yield "END:VCALENDAR\r\n"


def _head(export: Export, things: Iterable[Exported]) -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    name = vText(line(export.title))
    calendar.add("NAME", name, parameters={"LANGUAGE": export.locale})
    calendar.add("X-WR-CALNAME", name)
    if description := _without_day(things):
        calendar.add("DESCRIPTION", vText(description))
        calendar.add("X-WR-CALDESC", vText(description))
    calendar.add("LAST-MODIFIED", export.updated_at.astimezone(dt.UTC))
    calendar.add("URL", vUri(export.home))
    calendar.add("SOURCE", vUri(export.address), parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar


def _without_day(things: Iterable[Exported]) -> str:
    """The events of which only a month or a year is known; they are in no calendar yet, and nobody should miss them unawares."""
    found = [
        line(thing.document["title"])
        for thing in things
        if thing.document
        and any(date.is_vague and date.takes_place for date in Schedule.of_document(thing.document).dates)
    ]
    return _("Without a day yet: %(titles)s") % {"titles": joined(found, "; ")} if found else ""


def _zones(events: Iterable[Event], *, now: dt.datetime) -> list[Component]:
    """The zones of the events; an empty calendar has the site's own, since a file without any component is none."""
    found: Iterable[Any] = (event.get(name) for event in events for name in ("DTSTART", "DTEND"))
    moments = [value.dt for value in found if value is not None]
    zones = timezone_components(each for each in moments if isinstance(each, dt.datetime))
    return list(zones or ([] if moments else [timezone_component(settings.TIME_ZONE, first=now, last=now)]))


def _order(event: Any) -> tuple[str, str]:
    start = event["DTSTART"].dt
    moment = start.astimezone(dt.UTC) if isinstance(start, dt.datetime) else start
    return moment.isoformat(), str(event["UID"])


def _opening(head: Calendar) -> str:
    return _text(head).removesuffix("END:VCALENDAR\r\n")


def _text(component: Component) -> str:
    data: bytes = component.to_ical()
    return data.decode()
