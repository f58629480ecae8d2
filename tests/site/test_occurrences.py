"""Of several dates, the one that matters now is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.site.occurrences import next_occurrence

NOW = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)


def date(start: str, *, end: str | None = None, status: str = "confirmed") -> dict[str, Any]:
    return {"start": start, "end": end, "end_date": start[:10], "status": {"value": status}}


def test_a_cancelled_date_is_passed_over() -> None:
    dates = [date("2026-04-01T18:00+02:00", status="cancelled"), date("2026-04-08T18:00+02:00")]
    assert next_occurrence(dates, now=NOW) is dates[1]


def test_the_next_date_counts_whatever_the_order() -> None:
    dates = [date("2026-05-01T18:00+02:00"), date("2026-04-01T18:00+02:00")]
    assert next_occurrence(dates, now=NOW) is dates[1]


def test_a_date_without_known_end_counts_until_the_end_of_its_day() -> None:
    dates = [date("2026-03-29T00:15+01:00"), date("2026-04-08T18:00+02:00")]
    assert next_occurrence(dates, now=NOW) is dates[0]


def test_of_dates_that_are_all_over_the_first_is_shown() -> None:
    dates = [date("2018-06-01T00:00+02:00", end="2018-06-02T00:00+02:00"), date("2018-05-31T00:00+02:00")]
    assert next_occurrence(dates, now=NOW) is dates[1]
