"""Whatever stands in a text, the calendar around it stays whole, and programs read the text as it was written."""

from __future__ import annotations

import pytest

from tests.calendar.conftest import Write, occurrence, thing
from tests.calendar.reading import by_ical, by_vobject, is_well_formed, values

LONG = "Äöüß„Fest“ – kadın الشقق 🎉 " * 12

KEPT = [
    "Brot; Salz, Wein: „Fest“ in Halle (Saale)",
    "C:\\Daten\\n kein Umbruch",
    "schräg \\ ; , \\; \\, \\n",
    'mit "Anführung" und ^n ^^ ^\'',
    "BEGIN:VEVENT END:VCALENDAR",
    "=?utf-8?q?nein?= %0D%0A ${x} {{ x }}",
    LONG.strip(),
    "الشقق في المدينة",
    "👩‍👩‍👧‍👦 e\u0301 İstanbul ı",
    "a" * 500,
    "ä" * 500,
]


@pytest.mark.parametrize("title", KEPT)
def test_a_title_comes_out_as_it_went_in(write: Write, title: str) -> None:
    place = {"name": title, "street_address": "", "postal_code": "", "city": {"title": title}, "coordinates": None}
    text = write(thing(occurrence("2026-06-18", place=place), title=title, lead=title), title=title)
    is_well_formed(text)
    [ours], [theirs] = by_vobject(text), by_ical(text)
    assert ours.summary.value == theirs.summary == title
    assert ours.location.value == theirs.location == f"{title}, {title}"
    assert title in ours.description.value
    assert title in theirs.description


HOSTILE = [
    "Fest\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM",
    "Fest\nATTENDEE:mailto:x@example.org",
    "Fest\rSTATUS:CANCELLED",
    "Fest\x85STATUS:CANCELLED",
    "Fest\u2028STATUS:CANCELLED\u2029X:Y",
    "Fest\x0bSTATUS:CANCELLED\x0c\x1c\x1d\x1e",
    "Fest\x00\x01\x07\x1f\x7f\x9f",
    "Fest\ud83d",
    "\ufffe\uffff\ufeffFest",
    "Fest\r\n\r\nEND:VEVENT\r\nEND:VCALENDAR",
    "\tFest\t",
    "",
    "   ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_place(write: Write, text: str) -> None:
    place = {"name": text, "street_address": text, "postal_code": text, "city": {"title": text}, "coordinates": None}
    event = thing(
        occurrence("2026-06-18", "18:00", place=place, status_note=text, online_url=f"https://example.org/{text}"),
        title=text,
        lead=text,
        status_note=text,
        topics=[{"title": text}],
        format={"value": "other", "label": text},
        organisers=[{"partner": {"title": text}}],
        url=f"https://example.org/{text}",
        hero_image={"src": f"https://example.org/{text}.jpg"},
    )
    file = write(event, title=text)
    is_well_formed(file)
    assert len(by_vobject(file)) == len(by_ical(file)) == 1
    assert values(file, "STATUS") == ["CONFIRMED"]
    assert not values(file, "ATTENDEE")
    assert "\r\nBEGIN:VALARM" not in file


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "keine", "http://[", ""])
def test_only_addresses_that_a_browser_opens_are_linked(write: Write, url: str) -> None:
    file = write(thing(occurrence("2026-06-18", online_url=url), url=url, hero_image={"src": url}))
    event = file.split("BEGIN:VEVENT")[1]
    assert not any(values(event, name) for name in ("URL", "IMAGE", "CONFERENCE"))


def test_an_address_with_umlauts_is_a_uri(write: Write) -> None:
    file = write(thing(occurrence("2026-06-18"), url="https://example.org/straße, mit;komma"))
    assert values(file.split("BEGIN:VEVENT")[1], "URL") == ["https://example.org/stra%C3%9Fe,mit;komma"]


def test_the_head_says_what_rfc_7986_knows(write: Write) -> None:
    file = write(thing(occurrence("2026-06-18"), hero_image={"src": "https://example.org/bild.jpg"}))
    assert values(file, "NAME") == values(file, "X-WR-CALNAME") == ["Veranstaltungen – Litfass"]
    assert values(file, "REFRESH-INTERVAL") == values(file, "X-PUBLISHED-TTL") == ["PT6H"]
    assert values(file, "SOURCE") == ["http://testserver/feeds/calendar.ics?city=halle-saale"]
    assert values(file, "IMAGE") == ["https://example.org/bild.jpg"]
    assert values(file, "CATEGORIES") == ["Workshop,Wohnen"]
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in file
