"""A calendar's clocks are those of the place, also in years with other rules."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject

from tests.calendar.conftest import Write, occurrence, thing
from tests.calendar.reading import ends, is_well_formed, starts, values

MATRIX = [
    # Summer time begins and ends.
    ("Europe/Berlin", "2027-03-27", "12:00", "13:00"),
    ("Europe/Berlin", "2027-03-28", "01:30", "03:30"),
    ("Europe/Berlin", "2027-03-28", "03:00", "04:00"),
    ("Europe/Berlin", "2027-10-30", "23:30", "23:45"),
    ("Europe/Berlin", "2027-10-31", "01:30", "04:00"),
    ("Europe/Berlin", "2027-10-31", "02:30", "03:30"),
    # Istanbul: a late change, a postponed one, and summer time for ever since September 2016.
    ("Europe/Istanbul", "2014-03-30", "12:00", "13:00"),
    ("Europe/Istanbul", "2014-03-31", "12:00", "13:00"),
    ("Europe/Istanbul", "2015-11-01", "12:00", "13:00"),
    ("Europe/Istanbul", "2015-11-08", "12:00", "13:00"),
    ("Europe/Istanbul", "2016-03-27", "12:00", "13:00"),
    ("Europe/Istanbul", "2016-09-08", "12:00", "13:00"),
    ("Europe/Istanbul", "2016-12-01", "12:00", "13:00"),
    ("Europe/Istanbul", "2027-07-01", "18:00", "20:00"),
    ("Europe/Istanbul", "2027-12-01", "18:00", "20:00"),
    # Years without summer time, double summer time, and rules that have changed since.
    ("Europe/Berlin", "1975-07-01", "12:00", "13:00"),
    ("Europe/Berlin", "1947-06-01", "12:00", "13:00"),
    ("Europe/Berlin", "1980-04-06", "12:00", "13:00"),
    ("Europe/Berlin", "1995-10-01", "12:00", "13:00"),
    ("America/New_York", "2006-03-20", "12:00", "13:00"),
    ("America/New_York", "2007-03-20", "12:00", "13:00"),
    ("America/Sao_Paulo", "2018-12-01", "12:00", "13:00"),
    ("America/Sao_Paulo", "2019-12-01", "12:00", "13:00"),
    ("Europe/Moscow", "2010-07-01", "12:00", "13:00"),
    ("Europe/Moscow", "2012-01-01", "12:00", "13:00"),
    ("Europe/Kyiv", "2027-07-01", "12:00", "13:00"),
    ("Africa/Casablanca", "2026-03-01", "12:00", "13:00"),
    ("Asia/Kathmandu", "1985-12-31", "12:00", "13:00"),
    ("Asia/Kathmandu", "1986-01-02", "12:00", "13:00"),
    ("Australia/Lord_Howe", "2027-01-10", "12:00", "13:00"),
    ("Pacific/Apia", "2011-12-29", "12:00", "13:00"),
    ("Pacific/Apia", "2011-12-31", "12:00", "13:00"),
    ("Europe/Dublin", "2027-01-10", "12:00", "13:00"),
    ("Asia/Tehran", "2022-08-01", "12:00", "13:00"),
    ("UTC", "2027-01-10", "12:00", "13:00"),
]


@pytest.mark.parametrize(("zone", "day", "begins", "ending"), MATRIX)
def test_two_programs_read_the_moment_that_is_meant(
    write: Write, zone: str, day: str, begins: str, ending: str
) -> None:
    text = write(thing(occurrence(day, begins, ending, zone=zone)))
    is_well_formed(text)

    def meant(time: str) -> dt.datetime:
        return dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)

    assert starts(text) == [meant(begins)]
    assert ends(text) == [meant(ending)]


def test_a_time_that_the_clock_leaps_over_is_read_as_clocks_do(write: Write) -> None:
    text = write(thing(occurrence("2027-03-28", "02:30", "04:00")))
    assert starts(text) == [dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC)]


def test_the_second_of_two_equal_hours_is_told_from_the_first(write: Write) -> None:
    second = occurrence("2027-10-31", "02:30", "04:00") | {"start": "2027-10-31T02:30:00+01:00"}
    text = write(thing(second))
    assert "\r\nDTSTART:20271031T013000Z\r\n" in text
    assert starts(text) == [dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)]


@pytest.mark.parametrize("day", ["0100-05-01", "1899-12-31", "2100-01-01", "9990-05-01"])
def test_a_date_in_a_far_year_makes_no_line_for_each_year_before_it(write: Write, day: str) -> None:
    text = write(thing(occurrence("2027-03-27", "12:00", "13:00"), occurrence(day, "12:00", "13:00")))
    is_well_formed(text)
    meant = dt.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert meant in starts(text)
    assert len(text) < 5000


def observed(component: str) -> Any:
    """The zone as its component alone defines it to another program."""
    calendar = vobject.readOne(f"BEGIN:VCALENDAR\r\n{component}END:VCALENDAR\r\n")
    return calendar.vtimezone.tzinfo


HISTORY = ["Europe/Berlin", "Europe/Istanbul", "Europe/Kyiv", "America/New_York", "Asia/Tehran", "Europe/Dublin"]


@pytest.mark.parametrize("zone", HISTORY)
def test_the_zone_says_of_every_week_of_fifty_years_what_the_database_says(zone: str) -> None:
    from plugins.calendar.zones import timezone_component

    first, last = dt.datetime(1977, 1, 1, tzinfo=dt.UTC), dt.datetime(2028, 1, 1, tzinfo=dt.UTC)
    ours = observed(timezone_component(zone, first=first, last=last).to_ical().decode())
    for number in range(0, 51 * 365, 3):
        local = dt.datetime(1977, 1, 2, 12, tzinfo=dt.UTC) + dt.timedelta(days=number)
        assert local.replace(tzinfo=ours).utcoffset() == local.replace(tzinfo=ZoneInfo(zone)).utcoffset(), local


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Istanbul", "America/New_York"])
def test_a_change_stands_at_its_minute_in_the_time_that_ends_with_it(zone: str) -> None:
    from plugins.calendar.zones import changes

    for moment, before, after in changes(
        ZoneInfo(zone), dt.datetime(2005, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    ):
        earlier = moment - dt.timedelta(seconds=1)
        assert (earlier.astimezone(ZoneInfo(zone)).utcoffset(), moment.astimezone(ZoneInfo(zone)).utcoffset()) == (
            before.offset,
            after.offset,
        )


def test_the_first_german_summer_evening_of_a_year_begins_at_two() -> None:
    from plugins.calendar.zones import timezone_component

    moment = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)
    text = timezone_component("Europe/Berlin", first=moment, last=moment).to_ical().decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text
    assert "BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in text


def test_every_zone_that_an_editor_may_choose_can_be_written(write: Write) -> None:
    for zone in sorted(available_timezones()):
        text = write(thing(occurrence("2026-06-01", "12:00", "13:00", zone=zone)))
        is_well_formed(text)
        assert zone == "UTC" or f"\r\nTZID:{zone}\r\n" in text


def test_a_calendar_with_zones_defines_each_once_and_uses_no_other(write: Write) -> None:
    text = write(
        thing(
            occurrence("2026-06-01", "12:00", "13:00"),
            occurrence("2014-06-01", "12:00", "13:00", zone="Europe/Istanbul"),
            occurrence("2027-06-01", "12:00", "13:00", zone="Europe/Istanbul"),
        )
    )
    assert values(text, "TZID") == ["Europe/Berlin", "Europe/Istanbul"]
    assert len(starts(text)) == 3
