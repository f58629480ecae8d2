"""An event as schema.org knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.content.schedule import EventDate, Schedule
from cms.public.languages import tag
from cms.site.formats.dates import Dates
from cms.site.structured.script import in_default_language, without_empty

STATUS = {
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "cancelled": "EventCancelled",
    "moved_online": "EventMovedOnline",
}
ATTENDANCE = {
    "onsite": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
HOSTS = frozenset({"host", "co_host"})
SPONSORS = frozenset({"funder", "supporter"})


def event(document: dict[str, Any]) -> dict[str, Any]:
    """The event; further dates are events within it."""
    schedule = Schedule.of_document(document)
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": document["url"],
            "name": document["title"],
            "alternateName": document["theme"] if document["theme"] != document["title"] else "",
            "description": document["description"],
            "url": document["url"],
            "inLanguage": [code for code in map(tag, document["event_languages"]) if code] or document["locale"],
            "startDate": _start(schedule.first),
            "endDate": _end(schedule.last),
            "previousStartDate": schedule.first.source["previous_start"] if schedule.first else "",
            "eventStatus": f"https://schema.org/{STATUS.get(schedule.status, 'EventScheduled')}",
            "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[document['attendance']['value']]}",
            "location": list(_locations(each.source for each in schedule.counting)),
            "image": _image(document),
            "organizer": [_organisation(item) for item in document["organisers"] if item["role"]["value"] in HOSTS],
            "sponsor": [_organisation(item) for item in document["organisers"] if item["role"]["value"] in SPONSORS],
            "performer": [_person(item) for item in document["contributions"] if item["kind"]["value"] != "quoted"],
            "about": [
                {"@type": "Thing", "name": in_default_language(topic["title"], of=document)}
                for topic in document["topics"]
            ],
            "superEvent": [
                {"@type": "EventSeries", "name": in_default_language(item["name"], of=document)}
                for item in document["series"]
            ],
            "subEvent": [_date(document, each) for each in schedule.dates] if len(schedule.dates) > 1 else [],
        }
    )


def _start(date: EventDate | None) -> str:
    return Dates.of_date(date).machine_readable if date else ""


def _end(date: EventDate | None) -> str:
    """The moment if it is known, else the last day."""
    if date is None:
        return ""
    dates = Dates.of_date(date)
    if dates.ends:
        return dates.ends.isoformat(timespec="minutes")
    return dates.last.isoformat() if dates.precision in ("day", "minute") else ""


def _date(document: dict[str, Any], date: EventDate) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "Event",
            "name": document["title"],
            "startDate": _start(date),
            "endDate": _end(date),
            "previousStartDate": date.source["previous_start"],
            "eventStatus": f"https://schema.org/{STATUS.get(date.status, 'EventScheduled')}",
            "location": list(_locations([date.source])),
        }
    )


def _locations(occurrences: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Each place once, and each address on the web."""
    places = {each["place"]["name"]: each["place"] for each in occurrences if each["place"]}
    yield from (_place(place) for place in places.values())
    for address in dict.fromkeys(each["online_url"] for each in occurrences if each["online_url"]):
        yield {"@type": "VirtualLocation", "url": address}


def _place(place: dict[str, Any]) -> dict[str, Any]:
    if place["online"]:
        return without_empty({"@type": "VirtualLocation", "name": place["name"], "url": place["website"]})
    city = place["city"]["title"] if place["city"] else ""
    return without_empty(
        {
            "@type": "Place",
            "name": place["name"],
            "url": place["website"],
            "address": without_empty(
                {
                    "@type": "PostalAddress",
                    "streetAddress": place["street_address"],
                    "postalCode": place["postal_code"],
                    "addressLocality": city,
                    "addressCountry": "DE" if city else "",
                }
            ),
            "geo": {"@type": "GeoCoordinates", **place["coordinates"]} if place["coordinates"] else None,
        }
    )


def _image(document: dict[str, Any]) -> str:
    return document["hero_image"]["src"] if document["hero_image"] else ""


def _organisation(item: dict[str, Any]) -> dict[str, Any]:
    return without_empty({"@type": "Organization", "name": item["name"], "url": item["partner"]["url"]})


def _person(item: dict[str, Any]) -> dict[str, Any]:
    return without_empty({"@type": "Person", "name": item["name"], "jobTitle": ", ".join(item["roles"])})
