"""Which time a thing has in search: that of what takes place, the day of what was published, and none for what just is."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest

from cms.publishing.models import Entry, EntryState
from search.documents import SearchDocument, document_of

ENTERED = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)


def indexed(kind: str, *, starts_at: str = "", ends_at: str = "", **document: Any) -> SearchDocument:
    """What the index gets of a thing that was entered in 2026."""
    entry = Entry(
        id=uuid4(),
        sequence=1,
        state=EntryState.LIVE,
        type=kind,
        locale="de",
        title="Ein Titel",
        starts_at=dt.datetime.fromisoformat(starts_at) if starts_at else None,
        ends_at=dt.datetime.fromisoformat(ends_at) if ends_at else None,
        first_published_at=ENTERED,
        updated_at=ENTERED,
        document=json.dumps(document),
        passages=[],
    )
    return document_of(entry, [])


def years(document: SearchDocument) -> list[str]:
    return [value for name, value in document.facets if name == "year"]


def occurrence(first: str, last: str = "", precision: str = "day") -> dict[str, Any]:
    return {"start_date": first, "end_date": last or first, "precision": {"value": precision, "label": ""}}


@pytest.mark.parametrize("kind", ["partner", "city_programme", "page"])
def test_what_just_is_has_no_year_whenever_it_was_entered(kind: str) -> None:
    document = indexed(kind, occurrences=None)
    assert (years(document), document.date, document.days) == ([], None, ())


@pytest.mark.parametrize(
    ("occurrences", "expected"),
    [
        ([occurrence("2026-11-07", "2027-01-10")], ["2026", "2027"]),
        ([occurrence("2018-06-18"), occurrence("2026-06-20")], ["2018", "2026"]),
        ([occurrence("2026-06-20"), occurrence("2018-06-18")], ["2018", "2026"]),
        ([occurrence("2027-01-01", precision="year")], ["2027"]),
        ([occurrence("2019-05-01", "2022-04-30", "month")], ["2019", "2020", "2021", "2022"]),
        ([occurrence("2026-12-31", "2026-12-31", "minute")], ["2026"]),
    ],
)
def test_what_takes_place_has_each_of_its_years_and_no_other(
    occurrences: list[dict[str, Any]], expected: list[str]
) -> None:
    assert years(indexed("event", occurrences=occurrences, published_on="2029-01-01")) == expected


def test_a_year_that_is_a_slip_of_the_hand_does_not_fill_the_index() -> None:
    assert years(indexed("event", occurrences=[occurrence("2018-05-31", "8018-05-31")])) == ["2018"]


def test_news_have_the_year_of_their_day_wherever_they_were_first_published() -> None:
    document = indexed("news", published_on="2018-06-06")
    assert years(document) == ["2018"]
    assert document.date is not None
    assert document.date.date() <= dt.date(2018, 6, 6)
    assert [each.held for each in document.days] == [False]


def test_news_without_a_day_have_the_one_on_which_they_appeared_here() -> None:
    assert years(indexed("news")) == ["2026"]


def test_a_thing_whose_document_lists_no_dates_has_the_years_of_its_window() -> None:
    document = indexed("event", starts_at="2025-12-30T23:00:00+00:00", ends_at="2026-12-31T23:00:00+00:00")
    assert years(document) == ["2025", "2026"]


def test_the_years_are_those_of_the_place_not_of_greenwich() -> None:
    new_year = indexed("event", starts_at="2025-12-31T23:00:00+00:00", ends_at="2026-01-01T22:00:00+00:00")
    assert years(new_year) == ["2026"]
