"""The list of events at the desk: how exact each date is, sorted by stored days, filtered by what an event shows."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.admin.models import SavedFilter
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


@pytest.fixture
def filtered(home: models.HomePage, desk: Client, editor: User) -> Any:
    """Asks the list for events with these values: the themes that it shows."""
    today = timezone.localdate()
    city = making.city("Kiel")
    programme = models.Programme.objects.create(name="Im Alltag")
    at_home = models.CityProgrammePage(title="Im Alltag in Kiel", programme=programme, city=city)
    published(at_home, below=models.CityProgrammeIndexPage)
    topic = models.Topic.objects.create(name="Wohnen", parent=models.Topic.objects.create(name="Alltag"))
    partner = making.partner("Verband")
    there, elsewhere = making.place(), making.place("Saal", where="Leipzig")
    published(
        making.event(
            "Alt",
            on("2018-12-31", end_date=dt.date(2019, 1, 1), place=there),
            topic_items=[models.EventTopic(topic=topic)],
            event_languages="de, tr",
        )
    )
    published(making.event("Berichtet", on("2019-05-01", place=elsewhere), report=making.paragraph()))
    ahead = on(str(today + dt.timedelta(days=9)), place=elsewhere)
    programmes = [models.EventCityProgramme(city_programme=at_home)]
    published(making.event("Künftig", ahead, city_programme_items=programmes, owner=editor))
    published(
        making.event("Heute", on(str(today), place=elsewhere), organisers=[models.EventOrganiser(partner=partner)])
    )
    draft = making.event("Entwurf", title="Entwurf", live=False)
    draft.occurrences = []
    models.EventIndexPage.objects.get().add_child(instance=draft)
    draft.occurrences = [on("2017-01-01", place=there)]
    draft.organisers = [models.EventOrganiser(partner=partner)]
    draft.save_revision()

    def ask(**asked: Any) -> list[str]:
        html = calendar(desk, **asked)
        return [theme for theme in ("Alt", "Berichtet", "Künftig", "Heute", "Entwurf") if theme in html]

    return ask


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("city", lambda: making.city("Kiel").pk, ["Künftig"]),
        ("city", lambda: making.city().pk, ["Alt", "Entwurf"]),
        ("year", lambda: 2019, ["Alt", "Berichtet"]),
        ("year", lambda: 2018, ["Alt"]),
        ("phase", lambda: "over", ["Alt", "Berichtet"]),
        ("phase", lambda: "ahead", ["Künftig", "Heute"]),
        ("phase", lambda: "running", ["Heute"]),
        ("phase", lambda: "undated", ["Entwurf"]),
        ("programme", lambda: models.Programme.objects.get().pk, ["Künftig"]),
        ("partner", lambda: models.PartnerPage.objects.get().pk, ["Heute", "Entwurf"]),
        ("topic", lambda: models.Topic.objects.get(name="Alltag").pk, ["Alt"]),
        ("topic", lambda: models.Topic.objects.get(name="Wohnen").pk, ["Alt"]),
        ("language", lambda: "tr", ["Alt"]),
        ("report", lambda: "yes", ["Berichtet"]),
        ("report", lambda: "no", ["Alt"]),
        ("mine", lambda: "yes", ["Künftig"]),
    ],
)
def test_events_are_filtered(filtered: Any, name: str, value: Any, expected: list[str]) -> None:
    assert filtered(**{name: value()}) == expected


def test_filters_and_search_go_together(filtered: Any) -> None:
    city = making.city("Leipzig").pk
    assert filtered(city=city, q="saal", ordering="-first_day") == ["Berichtet", "Künftig", "Heute"]
    assert filtered(city=city, q="saal", phase="over") == ["Berichtet"]
    assert filtered(city=city, phase="ahead", year=timezone.localdate().year, q="verband") == ["Heute"]


def test_a_filter_is_saved_under_a_name_and_deleted_by_its_user_alone(home: models.HomePage, desk: Client) -> None:
    html = calendar(desk, phase="over", year="", p="1", q="Halle")
    assert "Diesen Filter speichern als" in html
    assert "Diesen Filter speichern als" not in calendar(desk)
    address = reverse("wagtailadmin_explore", args=[models.EventIndexPage.objects.get().pk])
    sent = {"address": address, "query": "phase=over&q=Halle", "name": "  Vorbei in   Halle "}
    assert desk.post(reverse("desk_save_filter"), sent)["Location"] == f"{address}?phase=over&q=Halle"
    saved = SavedFilter.objects.get()
    assert saved.name == "Vorbei in Halle"
    assert f'href="{address}?phase=over&amp;q=Halle"' in calendar(desk)
    assert 'aria-current="true"' in calendar(desk, phase="over", q="Halle")
    desk.post(reverse("desk_save_filter"), sent | {"query": "phase=ahead"})
    assert SavedFilter.objects.get().query == "phase=ahead"
    other = User.objects.create_superuser("leitung")
    stranger = Client()
    stranger.force_login(other)
    assert "Vorbei in Halle" not in calendar(stranger)
    assert stranger.post(reverse("desk_delete_filter", args=[saved.pk])).status_code == 404
    assert desk.post(reverse("desk_delete_filter", args=[saved.pk]))["Location"] == address
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("address", ["https://example.org/admin/", "//example.org/admin/", "/woanders/", ""])
def test_a_filter_leads_nowhere_but_to_the_desk(home: models.HomePage, desk: Client, address: str) -> None:
    answer = desk.post(reverse("desk_save_filter"), {"address": address, "query": "q=x", "name": "Weg"})
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert not SavedFilter.objects.exists()
