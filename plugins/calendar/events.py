"""An event as VEVENT components: one for each of its dates that has a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Event, vText, vUri

from cms.content.schedule import OFF, USUAL, EventDate, Schedule
from cms.extend import Exported
from cms.site.languages import ui_language
from plugins.calendar.dates import span_of, uid_of
from plugins.calendar.texts import address, joined, line, text

HIGHEST = 2**31
"""Numbers in calendars have 32 bits."""

Document = Mapping[str, Any]


def components(thing: Exported, *, host: str) -> Iterator[Event]:
    """The dates of the thing in the order of time, then those that it had a short while ago."""
    if thing.document is not None:
        schedule = Schedule.of_document(thing.document)
        for date in schedule.dates:
            if component := _component(thing, thing.document, date, status=schedule.status, host=host):
                yield component
    for date in Schedule.of_document({"occurrences": thing.former}).dates:
        if component := _frame(thing, date, host=host):
            component.add("SUMMARY", _("Cancelled or withdrawn"))
            component.add("STATUS", "CANCELLED")
            yield component


def _frame(thing: Exported, date: EventDate, *, host: str) -> Event | None:
    """What every component says, also of what is no longer public: what it is called, when it is, which version this is."""
    span = span_of(date)
    if span is None:
        return None
    component = Event()
    component.add("UID", uid_of(thing.id, date.source, host=host))
    # Without METHOD, the stamp says when the event was changed last (RFC 5545, 3.8.7.2).
    component.add("DTSTAMP", thing.updated_at.astimezone(dt.UTC))
    component.add("LAST-MODIFIED", thing.updated_at.astimezone(dt.UTC))
    component.add("SEQUENCE", thing.sequence % HIGHEST)
    component.add("DTSTART", span.start)
    if span.end is not None:
        component.add("DTEND", span.end)
    return component


def _component(thing: Exported, document: Document, date: EventDate, *, status: str, host: str) -> Event | None:
    component = _frame(thing, date, host=host)
    if component is None:
        return None
    language = document.get("locale") or ""
    off = date.status in OFF or status in OFF
    with translation.override(ui_language(language)):
        label = _label(document, date)
        # Programs that show no status would invite to what does not take place.
        _say(component, "SUMMARY", joined([label if off else "", document["title"]], ": "), language)
        _say(component, "DESCRIPTION", _description(document, date, label=label), language)
    _say(component, "LOCATION", _location(date.source.get("place")), language)
    component.add("STATUS", "CANCELLED" if off else "TENTATIVE" if "planned" in (date.status, status) else "CONFIRMED")
    if not date.has_time:
        # Whole days say when something is on, not that somebody has no time for anything else.
        component.add("TRANSP", "TRANSPARENT")
    if created := document.get("first_published_at"):
        component.add("CREATED", dt.datetime.fromisoformat(created).astimezone(dt.UTC))
    if url := address(document.get("url")):
        component.add("URL", url)
    if categories := [line(each) for each in _categories(document) if line(each)]:
        component.add("CATEGORIES", categories)
    _add_place(component, date.source.get("place"))
    _add_links(component, document, date.source, off=off)
    return component


def _say(component: Event, name: str, value: str, language: str) -> None:
    if value:
        component.add(name, vText(value), parameters={"LANGUAGE": language} if language else {})


def _label(document: Document, date: EventDate) -> str:
    """What is unusual about the date in words, else about the whole event; empty if nothing is."""
    unusual = [each for each in (date.source["status"], document["status"]) if each["value"] not in USUAL]
    unusual.sort(key=lambda each: each["value"] not in OFF)
    return str(unusual[0]["label"]) if unusual else ""


def _description(document: Document, date: EventDate, *, label: str) -> str:
    """What a visitor wants to know at a glance, with the address at the end, since many programs show no other link."""
    occurrence = date.source
    hosts = joined(each["partner"]["title"] for each in document.get("organisers") or ())
    return text(
        joined([label, line(occurrence.get("status_note")) or document.get("status_note")], ": "),
        _("The time it ends is not known.") if date.has_time and not date.has_end else "",
        line(document.get("lead")),
        _("Organised by: %(hosts)s") % {"hosts": hosts} if hosts else "",
        address(document.get("url")),
    )


def _location(place: Mapping[str, Any] | None) -> str:
    if not place:
        return ""
    city = joined([place.get("postal_code"), (place.get("city") or {}).get("title")], " ")
    return joined([place.get("name"), place.get("street_address"), city])


def _add_place(component: Event, place: Mapping[str, Any] | None) -> None:
    if place and (where := place.get("coordinates")):
        component.add("GEO", (where["latitude"], where["longitude"]))


def _categories(document: Document) -> Iterator[str]:
    yield str((document.get("format") or {}).get("label") or "")
    yield from (topic["title"] for topic in document.get("topics") or ())


def _add_links(component: Event, document: Document, occurrence: Mapping[str, Any], *, off: bool) -> None:
    """The image, and where one takes part online while there is something to take part in (RFC 7986)."""
    if image := address((document.get("hero_image") or {}).get("src")):
        component.add("IMAGE", vUri(image), parameters={"VALUE": "URI", "DISPLAY": "BADGE"})
    if not off and (url := address(occurrence.get("online_url"))):
        component.add(
            "CONFERENCE", vUri(url), parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("Take part online")}
        )
