"""The list of events at the desk: how exact each date is, sorted by stored days, filtered by what an event shows."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.content import models
from tests.content import making
from tests.content.making import on, published


def calendar(browser: Client, **asked: Any) -> str:
    address = reverse("wagtailadmin_explore_results", args=[models.EventIndexPage.objects.get().pk])
    return browser.get(address, asked).content.decode()


def order(html: str, *titles: str) -> list[str]:
    """Those of the titles that are listed, in their order."""
    return sorted((title for title in titles if title in html), key=html.index)


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ({"precision": "year"}, "2019"),
        ({"precision": "month"}, "Mai 2019"),
        ({}, "31.05.2019"),
        ({"precision": "minute", "start_time": dt.time(18)}, "31.05.2019 18:00"),
    ],
    ids=["year", "month", "day", "minute"],
)
def test_the_date_says_how_exact_it_is(home: models.HomePage, desk: Client, date: dict[str, Any], shown: str) -> None:
    published(making.event("Anfang", on("2019-05-31", place=making.place(), **date)))
    assert re.search(rf"<td[^>]*>\s*{re.escape(shown)}\s*</td>", calendar(desk))


def test_events_are_sorted_by_stored_days(home: models.HomePage, desk: Client) -> None:
    there = making.place()
    published(
        making.event(
            "Reihe", on("2016-01-01", place=there), on("2021-01-01", end_date=dt.date(2021, 3, 1)), title="Reihe"
        )
    )
    published(making.event("Mitte", on("2019-01-01", place=there), title="Mitte"))
    published(making.event("Zuletzt", on("2021-02-01", place=there), title="Zuletzt"))
    draft = making.event("Offen", title="Offen", live=False)
    draft.occurrences = []
    models.EventIndexPage.objects.get().add_child(instance=draft)
    titles = ("Reihe", "Mitte", "Zuletzt", "Offen")
    with CaptureQueriesContext(connection) as queries:
        assert order(calendar(desk), *titles) == ["Reihe", "Zuletzt", "Mitte", "Offen"]
    assert not [query for query in queries if "MIN(" in query["sql"] or "MAX(" in query["sql"]]
    assert order(calendar(desk, ordering="first_day"), *titles) == ["Reihe", "Mitte", "Zuletzt", "Offen"]
    assert order(calendar(desk, ordering="first_day", q="Literaturhaus Halle"), *titles) == [
        "Reihe",
        "Mitte",
        "Zuletzt",
    ]


def test_the_days_follow_the_dates(home: models.HomePage) -> None:
    page = published(making.event("Anfang", on("2019-05-31", end_date=dt.date(2019, 6, 2)), on("2019-05-01")))
    assert (page.first_day, page.last_day) == (dt.date(2019, 5, 1), dt.date(2019, 6, 2))
    page.occurrences = [on("2020-01-01")]
    page.date_change_note = "Sturm."
    page.save_revision()
    assert models.EventPage.objects.get(pk=page.pk).last_day == dt.date(2019, 6, 2), "a draft changes no public date"
    page.get_latest_revision().publish()
    days = models.EventPage.objects.values_list("first_day", "last_day").get(pk=page.pk)
    assert days == (dt.date(2020, 1, 1), dt.date(2020, 1, 1))


def test_events_that_are_there_get_their_days(home: models.HomePage) -> None:
    published(making.event("Anfang", on("2019-05-31", end_date=dt.date(2019, 6, 2)), on("2019-05-01")))
    models.EventPage.objects.update(first_day=None, last_day=None)
    importlib.import_module("cms.content.migrations.0003_days_of_events").fill(apps, None)
    page = models.EventPage.objects.get()
    assert (page.first_day, page.last_day) == (dt.date(2019, 5, 1), dt.date(2019, 6, 2))


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [("year", dt.date(2020, 1, 1), dt.date(2020, 12, 31)), ("month", dt.date(2020, 2, 1), dt.date(2020, 2, 29))],
)
def test_a_month_or_a_year_lasts_until_its_end(
    home: models.HomePage, precision: str, first: dt.date, last: dt.date
) -> None:
    page = published(making.event("Offen", on("2020-02-10", precision=precision)))
    assert (page.first_day, page.last_day) == (first, last)
    models.EventPage.objects.update(first_day=None, last_day=None)
    importlib.import_module("cms.content.migrations.0003_days_of_events").fill(apps, None)
    page.refresh_from_db()
    assert (page.first_day, page.last_day) == (first, last)
