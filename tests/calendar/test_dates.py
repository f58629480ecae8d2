"""A calendar says of a date what is known, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.calendar.conftest import Write, occurrence, thing
from tests.calendar.reading import by_ical, by_vobject, ends, is_well_formed, starts, values


def test_a_day_without_a_time_is_a_whole_day(write: Write) -> None:
    text = write(thing(occurrence("2026-12-31")))
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert (starts(text), ends(text)) == ([dt.date(2026, 12, 31)], [dt.date(2027, 1, 1)])


def test_several_days_end_before_the_day_after_the_last_one(write: Write) -> None:
    text = write(thing(occurrence("2026-06-18", last="2026-06-20")))
    assert (starts(text), ends(text)) == ([dt.date(2026, 6, 18)], [dt.date(2026, 6, 21)])


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Istanbul"])
def test_a_whole_day_is_the_day_of_the_place(write: Write, zone: str) -> None:
    assert starts(write(thing(occurrence("2026-12-31", zone=zone)))) == [dt.date(2026, 12, 31)]


def test_who_does_not_know_the_end_says_none(write: Write) -> None:
    text = write(thing(occurrence("2026-06-18", "18:00")))
    assert "DTEND" not in text
    assert "DURATION:" not in text.split("BEGIN:VEVENT")[1]
    assert "Wann es endet\\, ist nicht bekannt." in values(text, "DESCRIPTION")[0]


def test_days_that_begin_at_a_time_and_end_at_none_last_to_the_end_of_the_last_one(write: Write) -> None:
    text = write(thing(occurrence("2026-06-18", "10:00", last="2026-06-20")))
    assert ends(text) == [dt.datetime(2026, 6, 20, 22, tzinfo=dt.UTC)]


def test_an_evening_may_end_after_midnight_and_at_midnight(write: Write) -> None:
    text = write(
        thing(
            occurrence("2026-06-18", "20:00", "02:00", last="2026-06-19"),
            occurrence("2026-07-18", "20:00", "00:00", last="2026-07-19"),
        )
    )
    assert ends(text) == [dt.datetime(2026, 6, 19, 0, tzinfo=dt.UTC), dt.datetime(2026, 7, 18, 22, tzinfo=dt.UTC)]


def test_what_ends_as_it_begins_has_no_end(write: Write) -> None:
    assert "DTEND" not in write(thing(occurrence("2026-06-18", "20:00", "20:00")))


@pytest.mark.parametrize("precision", ["month", "year"])
def test_a_month_or_a_year_is_no_event_and_is_told_all_the_same(write: Write, precision: str) -> None:
    text = write(thing(occurrence("2027-06-01", precision=precision)))
    is_well_formed(text)
    assert "BEGIN:VEVENT" not in text
    assert values(text, "DESCRIPTION") == ["Noch ohne Tag: Zusammen wohnen"]
    assert by_vobject(text) == by_ical(text) == []


def test_dates_stand_in_the_order_of_time(write: Write) -> None:
    text = write(thing(occurrence("2026-06-20"), occurrence("2026-06-19"), occurrence("2026-06-18", "09:00")))
    assert [str(each)[:10] for each in starts(text)] == ["2026-06-18", "2026-06-19", "2026-06-20"]


def test_an_empty_calendar_is_one(write: Write) -> None:
    text = write()
    is_well_formed(text)
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n" in text
    assert by_vobject(text) == by_ical(text) == []


STATUS = [
    ("confirmed", "confirmed", "CONFIRMED", ""),
    ("planned", "confirmed", "TENTATIVE", ""),
    ("confirmed", "planned", "TENTATIVE", ""),
    ("full", "confirmed", "CONFIRMED", ""),
    ("rescheduled", "confirmed", "CONFIRMED", ""),
    ("moved_online", "confirmed", "CONFIRMED", ""),
    ("cancelled", "confirmed", "CANCELLED", "Abgesagt: "),
    ("confirmed", "cancelled", "CANCELLED", "Abgesagt: "),
    ("postponed", "confirmed", "CANCELLED", "Verschoben: "),
    ("confirmed", "postponed", "CANCELLED", "Verschoben: "),
    ("planned", "cancelled", "CANCELLED", "Abgesagt: "),
    ("cancelled", "full", "CANCELLED", "Abgesagt: "),
]


@pytest.mark.parametrize(("of_event", "of_date", "status", "prefix"), STATUS)
def test_every_status_has_its_own_in_calendars(
    write: Write, of_event: str, of_date: str, status: str, prefix: str
) -> None:
    text = write(thing(occurrence("2026-06-18", "18:00", status=of_date), status=of_event))
    assert values(text, "STATUS") == [status]
    assert values(text, "SUMMARY") == [f"{prefix}Zusammen wohnen"]


def test_one_cancelled_date_leaves_the_others_alone(write: Write) -> None:
    text = write(thing(occurrence("2026-06-18", status="cancelled", status_note="Sturm"), occurrence("2026-06-19")))
    assert values(text, "STATUS") == ["CANCELLED", "CONFIRMED"]
    assert values(text, "DESCRIPTION")[0].startswith("Abgesagt: Sturm\\n")
    assert "Sturm" not in values(text, "DESCRIPTION")[1]


def test_nobody_is_invited_online_to_what_does_not_take_place(write: Write) -> None:
    url = "https://meet.example.org/a;b,c"
    assert values(write(thing(occurrence("2026-06-18", online_url=url))), "CONFERENCE") == [url]
    assert values(write(thing(occurrence("2026-06-18", online_url=url, status="cancelled"))), "CONFERENCE") == []


def test_a_date_is_called_the_same_wherever_it_moves(write: Write) -> None:
    def uid(**changes: Any) -> str:
        return values(write(thing(occurrence("2026-06-18") | changes, title=str(changes))), "UID")[0]

    kept = {"id": "11111111-2222-3333-4444-555555555555"}
    assert uid(**kept) == uid(**kept, start_date="2026-07-01", start="2026-07-01T00:00:00+02:00")
    assert uid(**kept) != uid(id="11111111-2222-3333-4444-555555555556")
    assert uid(**kept).endswith("@testserver")


def test_a_change_has_a_higher_number(write: Write) -> None:
    dates = occurrence("2026-06-18")
    assert values(write(thing(dates, sequence=7)), "SEQUENCE") == ["7"]
    assert values(write(thing(dates, sequence=2**31 + 5)), "SEQUENCE") == ["5"]


def test_what_is_gone_is_a_cancelled_date_without_a_word(write: Write) -> None:
    former = (occurrence("2026-06-19", "18:00", "20:00"), occurrence("2026-07-01", precision="month"))
    text = write(thing(occurrence("2026-06-18"), former=former))
    is_well_formed(text)
    gone = text.split("BEGIN:VEVENT")[2]
    assert values(text, "STATUS") == ["CONFIRMED", "CANCELLED"]
    assert {line.partition(":")[0].partition(";")[0] for line in gone.split("\r\n") if line} == {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "END"),
    }
    assert values(text, "SUMMARY")[1] == "Abgesagt oder zurückgezogen"
