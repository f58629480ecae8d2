"""What an index gets of an entry: its words with who says them, its days, and the years in which something is on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cms.extend import Occurrence, registry
from cms.publishing.models import Entry
from search.documents import document_of, is_searchable
from search.occasions import Days
from tests.publishing.conftest import ledger
from tests.publishing.rows import Rows

__all__ = ["ledger"]
MORNING = dt.datetime(2018, 5, 31, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def entry(ledger: Rows, kind: str = "event", **columns: Any) -> Entry:
    made = ledger.add(kind, "Fest", **columns)
    made.refresh_from_db()
    return made


def test_it_is_the_entry(ledger: Rows) -> None:
    read = entry(ledger, starts_at=MORNING, ends_at=MORNING + DAY)
    found = document_of(read, [("city", "halle")])
    assert (found.id, found.sequence, found.type, found.locale, found.title) == (
        read.pk,
        read.sequence,
        "event",
        "de",
        "Fest",
    )
    assert (found.starts_at, found.ends_at, found.updated_at) == (read.starts_at, read.ends_at, read.updated_at)
    assert found.facets == (("city", "halle"), ("type", "event"), ("year", "2018"))


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        (["Wir bleiben", "quote", "b1", "Olga"], "Wir bleiben Olga"),
        (["Olga bleibt", "quote", "b1", "Olga"], "Olga bleibt"),
        (["Wir bleiben", "paragraph", "b1", ""], "Wir bleiben"),
    ],
)
def test_words_are_found_by_their_speaker(ledger: Rows, passage: list[str], text: str) -> None:
    assert document_of(entry(ledger, passages=[passage]), ()).texts == (text,)


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        (MORNING, MORNING + DAY / 24, [(31, 31)]),
        (MORNING, None, [(31, 31)]),
        (MORNING - 2 * DAY, MORNING, [(29, 31)]),
        (dt.datetime(2018, 5, 29, 22, tzinfo=dt.UTC), dt.datetime(2018, 5, 30, 22, tzinfo=dt.UTC), [(30, 30)]),
        (MORNING, MORNING, [(31, 31)]),
    ],
    ids=["an hour", "no end", "three days", "a day to midnight", "a moment"],
)
def test_without_dates_in_its_document_it_is_on_from_its_first_to_its_last_day(
    ledger: Rows, begins: dt.datetime, ends: dt.datetime | None, days: list[tuple[int, int]]
) -> None:
    found = document_of(entry(ledger, "partner", starts_at=begins, ends_at=ends), ())
    assert [(each.first.day, each.last.day) for each in found.days] == days
    assert (found.date, found.ages) == (begins, True)


@pytest.mark.parametrize("ends", ["9999-12-31T23:30:00+00:00", "9999-12-31T23:59:59.999999+00:00"])
def test_what_never_ends_is_found_in_the_year_in_which_it_begins(ledger: Rows, ends: str) -> None:
    found = document_of(entry(ledger, starts_at=MORNING, ends_at=dt.datetime.fromisoformat(ends)), ())
    assert [name for name in found.facets if name[0] == "year"] == [("year", "2018")]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_ends_of_the_calendar_can_be_sorted_by(ledger: Rows, day: str) -> None:
    found = document_of(entry(ledger, "news", document={"published_on": day}), ())
    assert found.date is not None
    assert found.date.astimezone(dt.UTC)


def test_over_new_year_it_stands_in_both_years(ledger: Rows) -> None:
    begins = dt.datetime(2018, 12, 30, 8, tzinfo=dt.UTC)
    found = document_of(entry(ledger, starts_at=begins, ends_at=begins + 40 * DAY), ())
    assert [value for name, value in found.facets if name == "year"] == ["2018", "2019"]


def test_news_without_a_day_are_of_the_day_on_which_they_appeared(ledger: Rows) -> None:
    late = dt.datetime(2018, 6, 5, 22, 30, tzinfo=dt.UTC)
    found = document_of(entry(ledger, "news", first_published_at=late), ())
    day = dt.date(2018, 6, 6)
    assert found.days == (Days(day, day, held=False),)
    assert found.date == dt.datetime(2018, 6, 5, 22, tzinfo=dt.UTC)
    assert found.ages


def test_what_just_is_has_no_day(ledger: Rows) -> None:
    found = document_of(entry(ledger, "partner"), ())
    assert (found.days, found.date, found.ages) == ((), None, False)
    assert found.facets == (("type", "partner"),)


def test_its_series_and_all_its_dates_are_read(ledger: Rows) -> None:
    late, early = Occurrence(MORNING + DAY, MORNING + 2 * DAY), Occurrence(MORNING, MORNING + DAY)
    document = {"series": [{"name": "Stadtgespräch", "number": 3}, {"name": "Vor Ort", "number": None}]}
    found = document_of(entry(ledger, document=document, starts_at=MORNING, ends_at=MORNING + DAY), (), [late, early])
    assert found.series == (("Stadtgespräch", 3), ("Vor Ort", None))
    assert found.occurrences == found.spans == (early, late)


def test_one_span_is_its_only_date(ledger: Rows) -> None:
    assert document_of(entry(ledger, starts_at=MORNING, ends_at=MORNING + DAY), ()).spans == (
        Occurrence(MORNING, MORNING + DAY),
    )
    assert document_of(entry(ledger, starts_at=MORNING), ()).spans == ()
    assert document_of(entry(ledger, ends_at=MORNING), ()).spans == ()


@pytest.mark.parametrize(("locale", "language"), [("de", "de"), ("de-x-ls", "de"), ("", "de"), ("tr", "tr")])
def test_it_is_read_in_its_language(ledger: Rows, locale: str, language: str) -> None:
    assert document_of(entry(ledger, locale=locale), ()).language == language


def test_what_is_live_and_of_a_searched_type_is_found(ledger: Rows) -> None:
    assert is_searchable(entry(ledger))
    assert not is_searchable(entry(ledger, reason="unpublished"))
    assert not is_searchable(entry(ledger, "karteikarte"))
    unsearched = [public.name for public in registry().public_types.values() if not public.searchable]
    assert not any(is_searchable(entry(ledger, name)) for name in unsearched)
