"""When things take place: precision, open ends, zones and their changes of clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cms.content.time import last_day_before
from tests.content.making import on

UTC = dt.UTC


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


def test_a_day_ends_at_the_next_midnight_in_berlin() -> None:
    window = on("2018-05-31").window
    assert (window.starts_at, window.ends_at) == (utc(2018, 5, 30, 22), utc(2018, 5, 31, 22))


def test_days_of_23_and_25_hours() -> None:
    spring, autumn = on("2026-03-29").window, on("2026-10-25").window
    assert spring.ends_at.astimezone(UTC) - spring.starts_at.astimezone(UTC) == dt.timedelta(hours=23)
    assert autumn.ends_at.astimezone(UTC) - autumn.starts_at.astimezone(UTC) == dt.timedelta(hours=25)


def test_a_time_in_summer_and_in_winter() -> None:
    evening = dt.time(18)
    assert on("2026-07-01", start_time=evening, precision="minute").window.starts_at == utc(2026, 7, 1, 16)
    assert on("2026-12-01", start_time=evening, precision="minute").window.starts_at == utc(2026, 12, 1, 17)


def test_an_evening_over_midnight() -> None:
    party = on(
        "2026-12-31",
        start_time=dt.time(20),
        end_date=dt.date(2027, 1, 1),
        end_time=dt.time(2),
        precision="minute",
    )
    assert party.window.ends_at == utc(2027, 1, 1, 1)


def test_an_unknown_end_counts_until_the_end_of_the_day() -> None:
    assert on("2026-12-01", start_time=dt.time(18), precision="minute").window.ends_at == utc(2026, 12, 1, 23)


def test_several_days_end_with_the_last_one() -> None:
    window = on("2026-06-12", end_date=dt.date(2026, 6, 14)).window
    assert (window.starts_at, window.ends_at) == (utc(2026, 6, 11, 22), utc(2026, 6, 14, 22))


def test_a_month_and_a_year_are_whole() -> None:
    assert on("2019-05-17", precision="month").window.ends_at == utc(2019, 5, 31, 22)
    december = on("2019-12-01", precision="month").window
    assert (december.starts_at, december.ends_at) == (utc(2019, 11, 30, 23), utc(2019, 12, 31, 23))
    year = on("2019-05-17", precision="year").window
    assert (year.starts_at, year.ends_at) == (utc(2018, 12, 31, 23), utc(2019, 12, 31, 23))


@pytest.mark.parametrize("precision", ["year", "month", "day", "minute"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("day", [dt.date.min, dt.date(1, 12, 31), dt.date(9998, 12, 31), dt.date.max])
def test_at_the_ends_of_the_calendar_every_clock_still_has_a_date(day: dt.date, zone: str, precision: str) -> None:
    time = dt.time(23, 30) if precision == "minute" else None
    window = on(day.isoformat(), start_time=time, precision=precision, timezone=zone).window
    for moment in window:
        for other in ("Pacific/Kiritimati", "Etc/GMT+12"):
            assert moment.astimezone(ZoneInfo(other)) == moment
    assert window.starts_at <= window.ends_at


def test_another_zone() -> None:
    assert on("2026-12-01", timezone="Asia/Istanbul").window.starts_at == utc(2026, 11, 30, 21)


@pytest.mark.parametrize("precision", ["day", "minute"])
def test_what_is_not_known_to_the_minute_is_a_whole_day(precision: str) -> None:
    time = dt.time(18) if precision == "day" else None
    window = on("2026-12-01", start_time=time, precision=precision).window
    assert (window.starts_at, window.ends_at) == (utc(2026, 11, 30, 23), utc(2026, 12, 1, 23))


def test_ends_too_are_those_of_the_other_zone() -> None:
    whole = on("2026-12-01", timezone="Asia/Istanbul")
    evening = on("2026-12-01", timezone="Asia/Istanbul", start_time=dt.time(18), precision="minute")
    assert whole.window.ends_at == evening.window.ends_at == utc(2026, 12, 1, 21)
    assert last_day_before(whole.window.ends_at, ZoneInfo("Asia/Istanbul")) == dt.date(2026, 12, 1)
    assert last_day_before(utc(2026, 12, 1, 22), ZoneInfo("Asia/Istanbul")) == dt.date(2026, 12, 2)


def test_moments_are_in_utc_whatever_the_zone_of_the_server() -> None:
    window = on("2026-12-01", start_time=dt.time(18), end_time=dt.time(19), precision="minute").window
    assert {window.starts_at.tzinfo, window.ends_at.tzinfo} == {UTC}
