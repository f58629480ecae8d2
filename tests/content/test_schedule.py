"""One reading of an event's time: the same from the document as from the lines, at every moment, in every zone."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import Locale

from cms.content.choices import EventStatus, Precision
from cms.content.documents.event import _occurrence
from cms.content.models import EventOccurrence
from cms.content.schedule import EventDate, Group, Phase, Schedule
from cms.site.formats.dates import Dates, when_text
from tests.content.making import event, on

pytestmark = pytest.mark.django_db

BERLIN, ISTANBUL, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Istanbul"), ZoneInfo("Pacific/Auckland")


def at(text: str, zone: ZoneInfo = BERLIN) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def evening(day: str, **values: Any) -> EventOccurrence:
    return on(day, start_time=dt.time(18), end_time=dt.time(20), precision="minute", **values)


def document(*lines: EventOccurrence, status: str = "confirmed") -> dict[str, Any]:
    page = event("Zusammen wohnen", *lines, status=status)
    page.occurrences, page.locale = list(lines), Locale(language_code="de")
    dates = Schedule.of_page(page).dates
    return {
        "status": {"value": status},
        "occurrences": [_occurrence(date).model_dump(mode="json") for date in dates],
    }


def plain(date: EventDate) -> tuple[Any, ...]:
    return tuple(getattr(date, name) for name in EventDate.__dataclass_fields__ if name != "source")


def schedule(*lines: EventOccurrence, status: str = "confirmed") -> Schedule:
    """Read from the document, after it was made sure that the lines say the same."""
    found = Schedule.of_document(document(*lines, status=status))
    of_page = Schedule.of_page(event("Zusammen wohnen", *lines, status=status))
    assert list(map(plain, of_page.dates)) == list(map(plain, found.dates))
    assert of_page.status == found.status
    return found


def shown_day(found: Schedule, now: dt.datetime) -> str:
    shown = found.at(now).shown
    return shown.first_day.isoformat() if shown else ""


SERIES = [evening(f"2026-03-{day:02}") for day in (2, 9, 16, 30)]


@pytest.mark.parametrize(
    ("moment", "shown", "further", "phase"),
    [
        ("2026-03-01T12:00", "2026-03-02", 3, Phase.UPCOMING),
        ("2026-03-02T17:59", "2026-03-02", 3, Phase.UPCOMING),
        ("2026-03-02T18:00", "2026-03-02", 3, Phase.RUNNING),
        ("2026-03-02T20:00", "2026-03-09", 2, Phase.UPCOMING),
        ("2026-03-05T12:00", "2026-03-09", 2, Phase.UPCOMING),
        ("2026-03-17T12:00", "2026-03-30", 0, Phase.UPCOMING),
        ("2026-03-30T19:00", "2026-03-30", 0, Phase.RUNNING),
        ("2026-03-30T20:00", "2026-03-30", 0, Phase.PAST),
    ],
)
def test_of_a_series_the_next_date_is_shown(moment: str, shown: str, further: int, phase: Phase) -> None:
    found = schedule(*SERIES)
    reading = found.at(at(moment))
    assert (shown_day(found, at(moment)), reading.further, reading.phase) == (shown, further, phase)
    assert reading.is_over == (reading.next is None)


def test_dates_come_in_the_order_of_time_whatever_the_order_of_the_lines() -> None:
    found = schedule(*(evening(f"2026-06-{day}") for day in (20, 19, 18)))
    assert [date.first_day.day for date in found.dates] == [18, 19, 20]
    assert found.first is found.dates[0]
    assert found.last is found.dates[2]


def test_the_date_that_ends_last_need_not_be_the_one_that_begins_last() -> None:
    found = schedule(evening("2026-06-10"), on("2026-06-01", end_date=dt.date(2026, 6, 30)))
    assert found.last is found.dates[0]
    assert found.last.last_day == dt.date(2026, 6, 30)


def test_dates_that_are_called_off_are_passed_over_and_not_counted() -> None:
    found = schedule(evening("2026-03-02", status="cancelled"), SERIES[1], evening("2026-03-16", status="postponed"))
    reading = found.at(at("2026-03-01T12:00"))
    assert (shown_day(found, at("2026-03-01T12:00")), reading.further) == ("2026-03-09", 0)
    assert found.at(at("2026-03-10T00:00")).is_over, "what is still ahead was called off"


@pytest.mark.parametrize(
    ("status", "of_dates", "effective"),
    [
        ("confirmed", ["cancelled", "cancelled"], "cancelled"),
        ("full", ["cancelled", "cancelled"], "cancelled"),
        ("confirmed", ["cancelled", "postponed"], "postponed"),
        ("confirmed", ["postponed"], "postponed"),
        ("confirmed", ["full", "full"], "full"),
        ("confirmed", ["full", "confirmed"], "confirmed"),
        ("confirmed", ["moved_online"], "moved_online"),
        ("confirmed", ["planned"], "planned"),
        ("planned", ["confirmed"], "planned"),
        ("cancelled", ["confirmed"], "cancelled"),
        ("rescheduled", ["confirmed", "full"], "rescheduled"),
        ("confirmed", [], "confirmed"),
    ],
)
def test_the_status_is_what_all_dates_say(status: str, of_dates: list[str], effective: str) -> None:
    lines = [evening(f"2026-03-{day + 2:02}", status=each) for day, each in enumerate(of_dates)]
    found = Schedule.of_document(document(*lines, status=status))
    assert found.status == effective
    assert found.is_off == (effective in ("cancelled", "postponed"))


@pytest.mark.parametrize("whole", [True, False], ids=["the event", "its date"])
def test_what_was_called_off_is_never_running_and_stays_ahead_until_its_end(whole: bool) -> None:
    status = "cancelled"
    found = schedule(evening("2026-03-02", status="confirmed" if whole else status), status=status if whole else "full")
    for moment, phase in (
        ("2026-03-02T12:00", Phase.UPCOMING),
        ("2026-03-02T19:00", Phase.UPCOMING),
        ("2026-03-02T20:00", Phase.PAST),
    ):
        reading = found.at(at(moment))
        assert (reading.phase, reading.running, reading.next, reading.to_come) == (phase, None, None, ())
        assert reading.shown is found.dates[0]


@pytest.mark.parametrize(
    ("line", "inside", "after"),
    [
        (on("2027-01-01", precision="year"), "2027-06-15T12:00", "2028-01-01T00:00"),
        (on("2027-05-17", precision="month"), "2027-05-17T12:00", "2027-06-01T00:00"),
    ],
)
def test_a_year_or_month_is_never_running(line: EventOccurrence, inside: str, after: str) -> None:
    found = schedule(line)
    reading = found.at(at(inside))
    assert (reading.phase, reading.group, reading.running) == (Phase.UPCOMING, Group.OPEN, None)
    assert found.at(at(after)).phase == Phase.PAST


def test_days_of_vague_dates_are_whole() -> None:
    month, year = schedule(on("2027-05-17", precision="month")).dates[0], schedule(on("2027-05-17", precision="year"))
    assert (month.first_day, month.last_day) == (dt.date(2027, 5, 1), dt.date(2027, 5, 31))
    assert (year.dates[0].first_day, year.dates[0].last_day) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def test_an_exhibition_that_has_begun_is_in_a_group_of_its_own() -> None:
    found = schedule(on("2026-11-05", end_date=dt.date(2027, 1, 10)))
    groups = {
        day: found.at(at(f"{day}T12:00")).group for day in ("2026-11-04", "2026-11-05", "2027-01-10", "2027-01-11")
    }
    assert list(groups.values()) == [Group.COMING, Group.LASTING, Group.LASTING, Group.OVER]
    assert found.at(at("2026-12-24T12:00")).phase == Phase.RUNNING
    assert found.years == (2026, 2027)


def test_a_conference_of_days_is_not() -> None:
    found = schedule(on("2026-06-12", end_date=dt.date(2026, 6, 14)))
    assert found.at(at("2026-06-13T12:00")).group == Group.COMING


def test_an_evening_within_an_exhibition_leads_and_the_exhibition_still_runs() -> None:
    found = schedule(on("2026-11-05", end_date=dt.date(2027, 1, 10)), evening("2027-01-09"))
    reading = found.at(at("2026-12-24T12:00"))
    assert reading.shown is found.dates[1]
    assert reading.running is found.dates[0]
    assert (reading.phase, reading.group, reading.further) == (Phase.RUNNING, Group.COMING, 1)


def test_a_day_comes_before_a_month_that_has_begun() -> None:
    found = schedule(on("2026-05-01", precision="month"), evening("2026-05-20"))
    assert found.at(at("2026-05-10T12:00")).shown is found.dates[1]
    assert found.at(at("2026-05-21T12:00")).group == Group.OPEN


def test_without_a_date_there_is_nothing_to_read() -> None:
    for found in (Schedule.of_document({}), Schedule.of_document(document())):
        reading = found.at(at("2026-01-01T00:00"))
        assert (reading.phase, reading.shown, reading.next, reading.further) == (None, None, None, 0)
        assert not reading.is_over


def test_a_line_without_a_day_is_left_out() -> None:
    assert Schedule.of_page(event("Zusammen wohnen", EventOccurrence(), SERIES[0])).dates[0].first_day.day == 2


def test_an_unknown_end_counts_until_midnight_of_its_own_zone_also_when_the_clocks_change() -> None:
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24)):
        date = schedule(on(day, start_time=dt.time(0), precision="minute")).dates[0]
        assert date.ends_at - date.starts_at == dt.timedelta(hours=hours)
        assert not date.has_end
        assert date.last_day == date.first_day


@pytest.mark.parametrize(
    ("begins", "ends", "running", "not_running"),
    [
        # Summer time begins: 02:00 to 03:00 is skipped.
        ("2026-03-29T01:30", "2026-03-29T03:30", "2026-03-29T00:45Z", "2026-03-29T01:30Z"),
        # Winter time begins: 02:00 to 03:00 comes twice; the first one is meant.
        ("2026-10-25T01:30", "2026-10-25T02:30", "2026-10-25T00:15Z", "2026-10-25T00:30Z"),
        ("2026-10-25T01:30", "2026-10-25T03:30", "2026-10-25T02:15Z", "2026-10-25T02:30Z"),
    ],
)
def test_both_changes_of_the_clocks(begins: str, ends: str, running: str, not_running: str) -> None:
    start, end = dt.datetime.fromisoformat(begins), dt.datetime.fromisoformat(ends)
    found = schedule(
        on(str(start.date()), start_time=start.time(), end_time=end.time(), precision="minute"),
    )
    for zone in (dt.UTC, BERLIN, AUCKLAND):
        assert found.at(dt.datetime.fromisoformat(running).astimezone(zone)).phase == Phase.RUNNING
        assert found.at(dt.datetime.fromisoformat(not_running).astimezone(zone)).phase == Phase.PAST


def test_an_end_within_the_hour_that_is_skipped_is_not_before_its_beginning() -> None:
    date = schedule(
        on("2026-03-29", start_time=dt.time(2, 30), end_time=dt.time(3, 15), precision="minute"),
    ).dates[0]
    assert date.starts_at <= date.ends_at


def test_a_date_is_read_by_the_clock_of_its_own_place() -> None:
    found = schedule(evening("2026-12-01", timezone="Europe/Istanbul"))
    assert found.at(at("2026-12-01T18:00", ISTANBUL)).phase == Phase.RUNNING
    assert found.at(at("2026-12-01T18:00", BERLIN)).phase == Phase.PAST
    assert schedule(on("2027-01-01", timezone="Pacific/Auckland")).years == (2027,)


def test_an_evening_over_midnight_ends_on_the_next_day_and_one_until_midnight_does_not() -> None:
    night = evening("2026-12-31", end_date=dt.date(2027, 1, 1))
    night.end_time = dt.time(2)
    assert schedule(night).dates[0].last_day == dt.date(2027, 1, 1)
    night.end_time = dt.time(0)
    assert schedule(night).dates[0].last_day == dt.date(2026, 12, 31)


def test_the_first_date_within_a_span() -> None:
    found = schedule(on("2026-11-05", end_date=dt.date(2027, 1, 10)), evening("2027-02-01"))
    assert found.within(at("2027-01-01T00:00"), at("2028-01-01T00:00")) is found.dates[0]
    assert found.within(at("2027-01-11T00:00"), at("2028-01-01T00:00")) is found.dates[1]
    assert found.within(at("2028-01-01T00:00"), at("2029-01-01T00:00")) is None


@pytest.mark.parametrize("precision", Precision.values)
@pytest.mark.parametrize("status", EventStatus.values)
def test_phases_follow_each_other_and_never_come_back(precision: str, status: str) -> None:
    exact = {"start_time": dt.time(10), "end_time": dt.time(11)} if precision == "minute" else {}
    lines = [on(day, precision=precision, status=status, **exact) for day in ("2026-03-29", "2026-10-25")]
    found = schedule(*lines)
    moments = [at("2025-12-30T00:00") + dt.timedelta(hours=step) for step in range(0, 24 * 400, 5)]
    readings = [found.at(moment) for moment in moments]
    over = [reading.is_over for reading in readings]
    assert over == sorted(over)
    assert not over[0]
    assert over[-1]
    for moment, reading in zip(moments, readings, strict=True):
        assert (reading.phase == Phase.RUNNING) == any(date.is_running(moment) for date in found.dates)
        assert reading.phase != Phase.RUNNING or (
            precision in ("day", "minute") and status not in ("cancelled", "postponed")
        )


def test_other_things_have_one_date_from_beginning_to_end() -> None:
    begins, ends = at("2026-03-02T18:00"), at("2026-03-02T20:00")
    found = Schedule.of_span(begins, ends)
    assert [plain(date) for date in found.dates] == [plain(schedule(evening("2026-03-02")).dates[0])]
    assert [found.at(moment).phase for moment in (begins, ends)] == [Phase.RUNNING, Phase.PAST]


def test_an_exhibition_is_lasting_from_the_moment_at_which_it_opens() -> None:
    date = schedule(on("2026-11-05", end_date=dt.date(2027, 1, 10))).dates[0]
    moment = dt.timedelta(microseconds=1)
    groups = [date.group(now) for now in (date.starts_at - moment, date.starts_at, date.ends_at - moment, date.ends_at)]
    assert groups == [Group.COMING, Group.LASTING, Group.LASTING, Group.OVER]


def test_the_first_date_in_a_year_by_the_calendar_of_its_place() -> None:
    found = schedule(
        on("2026-11-05", end_date=dt.date(2027, 1, 10)),
        evening("2027-02-01"),
        on("2029-01-01", timezone="Pacific/Auckland"),
    )
    expected = {2025: None, 2026: found.dates[0], 2027: found.dates[0], 2028: None, 2029: found.dates[2], 2030: None}
    assert {year: found.in_year(year) for year in expected} == expected


def test_what_only_touches_a_span_is_not_within_it() -> None:
    found = schedule(evening("2026-03-02"))
    for begins, ends in (("17:00", "18:00"), ("20:00", "21:00")):
        assert found.within(at(f"2026-03-02T{begins}"), at(f"2026-03-02T{ends}")) is None
    assert found.within(at("2026-03-02T17:00"), at("2026-03-02T18:01")) is found.dates[0]


def test_a_date_in_a_document_is_read_in_utc_and_keeps_what_it_was_read_from() -> None:
    said = document(on("2026-12-01", start_time=dt.time(18), precision="minute", timezone="Asia/Istanbul"))
    date = Schedule.of_document(said).dates[0]
    assert {date.starts_at.tzinfo, date.ends_at.tzinfo} == {dt.UTC}
    assert date.ends_at == at("2026-12-01T21:00", ZoneInfo("UTC")), "midnight where it takes place"
    assert date.source is said["occurrences"][0]
    said["occurrences"][0] |= {"timezone": None, "end": "2026-12-01T19:00:00+00:00"}
    assert Schedule.of_document(said).dates[0].timezone == "UTC"
    assert Schedule.of_document(said).dates[0].ends_at.tzinfo is dt.UTC


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12", "Nirgendwo/Dort", "../x", ""])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        *(("9999-12-31T00:00:00", None), ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00")),
        *(("0001-01-01T00:00:00+14:00", None), ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00")),
        ("2018-05-31T18:00:00+02:00", "2018-05-31T20:00:00+02:00"),
    ],
)
def test_a_date_of_a_document_is_read_however_far_off_it_is(start: str, end: str | None, zone: str) -> None:
    date = {
        "start": start,
        "end": end,
        "start_date": start[:10],
        "end_date": (end or start)[:10],
        "has_time": True,
        "timezone": zone,
        "precision": {"value": "minute"},
        "status": {"value": "confirmed"},
    }
    (read,) = Schedule.of_document({"occurrences": [date]}).dates
    assert read.first_day <= read.last_day
    assert when_text(Dates.of_date(read), language="de")


def test_an_event_that_is_called_off_takes_its_dates_along() -> None:
    found = schedule(evening("2026-03-02"), evening("2026-03-09", status="postponed"), status="cancelled")
    assert [date.status for date in found.dates] == ["cancelled", "postponed"]


@pytest.mark.parametrize(
    ("of_event", "effective"), [(None, "confirmed"), ("cancelled", "cancelled"), ("full", "confirmed")]
)
def test_a_date_in_a_document_is_called_off_with_its_event(of_event: str | None, effective: str) -> None:
    said = document(evening("2026-03-02"))
    said["status"] = of_event and {"value": of_event}
    found = Schedule.of_document(said)
    assert [date.status for date in found.dates] == [effective]
    assert found.status == (of_event or "confirmed")
