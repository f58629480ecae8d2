"""Reads a file as two foreign programs do, and holds it against the rules of RFC 5545 itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream


def by_vobject(text: str) -> list[Any]:
    """The events of the file as vobject reads them."""
    # It remembers the zones of all files, as if a name meant the same rules for ever.
    vars(vobject.icalendar)["__tzidMap"].clear()
    return list(getattr(vobject.readOne(text), "vevent_list", []))


def by_ical(text: str) -> list[Any]:
    """The events of the file as ical reads them."""
    return list(IcsCalendarStream.calendar_from_ics(text).events)


def starts(text: str) -> list[dt.datetime | dt.date]:
    """When the events begin, on which both must agree; moments in UTC."""
    ours, theirs = (
        [_utc(each) for each in found] for found in (_starts_of(by_vobject(text)), [e.dtstart for e in by_ical(text)])
    )
    assert ours == theirs
    return ours


def ends(text: str) -> list[dt.datetime | dt.date | None]:
    """When they end, exclusive; None where the file does not say."""
    ours = [_utc(each.dtend.value) if hasattr(each, "dtend") else None for each in by_vobject(text)]
    assert ours == [_utc(each.dtend) if each.dtend else None for each in by_ical(text)]
    return ours


def _starts_of(events: list[Any]) -> list[Any]:
    return [each.dtstart.value for each in events]


def _utc(value: Any) -> Any:
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def is_well_formed(text: str) -> None:
    """Lines end and fold as they must, components nest, and each has what it needs."""
    data = text.encode()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()  # no character is torn apart
        assert not any((code < 0x20 and code != 0x09) or code == 0x7F for code in line)
    open_: list[str] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_.append(value)
        elif name == "END":
            assert open_.pop() == value
        assert name.partition(";")[0].replace("-", "").isalnum(), line
    assert open_ == []
    for event in text.split("\r\nBEGIN:VEVENT\r\n")[1:]:
        for name in ("UID:", "DTSTAMP:", "DTSTART", "SEQUENCE:", "STATUS:"):
            assert f"\r\n{event}".count(f"\r\n{name}") == 1, (name, event)


def unfolded(text: str) -> list[str]:
    """The content lines."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(text: str, name: str) -> list[str]:
    """All values of a property."""
    return [line.partition(":")[2] for line in unfolded(text) if line.partition(":")[0].partition(";")[0] == name]
