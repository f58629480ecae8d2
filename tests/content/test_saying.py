"""Dates and times as people say them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.content.models import EventIndexPage, EventPage, HomePage
from cms.content.saying import said_date, said_times
from tests.admin import filling

TODAY = dt.date(2026, 3, 10)
"""A Tuesday."""
DAYS: dict[str, str | None] = {
    "31.5.": "2026-05-31",
    "31.05": "2026-05-31",
    " 31. 5. ": "2026-05-31",
    "31.5.27": "2027-05-31",
    "31.5.2018": "2018-05-31",
    "1.2.": "2027-02-01",
    "10.3.": "2026-03-10",
    "29.2.": "2028-02-29",
    "31. Mai": "2026-05-31",
    "31. mai 2027": "2027-05-31",
    "3. Dez.": "2026-12-03",
    "5. März": "2027-03-05",
    "heute": "2026-03-10",
    "Morgen": "2026-03-11",
    "übermorgen": "2026-03-12",
    "Samstag": "2026-03-14",
    "Dienstag": "2026-03-10",
    "nächsten Dienstag": "2026-03-17",
    "am Sonntag": "2026-03-15",
    "kommenden Montag": "2026-03-16",
    "31.2.": None,
    "32.5.": None,
    "31.13.": None,
    "31.2.2026": None,
    "31.5.20260": None,
    "bald": None,
    "in einem Monat": None,
    "31. Maien": None,
    "5": None,
    "": None,
    ",": None,
    "9" * 5000: None,
    " " * 10_000 + "x": None,
    "18" + " " * 10_000 + "x": None,
    "31.5.\0": None,
    "١.٢.": "2027-02-01",
}
TIMES: dict[str, tuple[str, str | None] | None] = {
    "18 Uhr": ("18:00", None),
    "18": ("18:00", None),
    "18.30": ("18:30", None),
    "18:30 uhr": ("18:30", None),
    "9h": ("09:00", None),
    "10-12 Uhr": ("10:00", "12:00"),
    "10 – 12.30 Uhr": ("10:00", "12:30"),
    "18 Uhr bis 20 Uhr": ("18:00", "20:00"),
    "24 Uhr": None,
    "18:60": None,
    "abends": None,
    "18" + " " * 10_000 + "x": None,
    "": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_the_one_that_people_mean(text: str) -> None:
    with translation.override("de"):
        said = said_date(text, today=TODAY)
    assert (said and said.day.isoformat()) == DAYS[text]


@pytest.mark.parametrize("text", TIMES)
def test_times_are_those_that_people_mean(text: str) -> None:
    times = said_times(text)
    expected = TIMES[text]
    assert (times and (f"{times.start:%H:%M}", times.end and f"{times.end:%H:%M}")) == expected


@pytest.mark.parametrize(
    "text", ["nächsten Samstag 18 Uhr", "14.3., 18 Uhr", "14. März um 18.00 Uhr", "Samstag ab 18 Uhr"]
)
def test_times_may_follow_the_day(text: str) -> None:
    with translation.override("de"):
        said = said_date(text, today=TODAY)
    assert said == (dt.date(2026, 3, 14), (dt.time(18), None))


def test_it_is_said_in_the_language_of_the_desk() -> None:
    with translation.override("en"):
        assert said_date("next Saturday", today=TODAY) == (dt.date(2026, 3, 14), None)
        assert said_date("tomorrow", today=TODAY) == (dt.date(2026, 3, 11), None)


@pytest.mark.django_db
@time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC), tick=False)
@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("nächsten Samstag 18 Uhr", "", ("18:00", None)),
        ("Samstag", "10-12 Uhr", ("10:00", "12:00")),
        ("14.3. 10 bis 12", "", ("10:00", "12:00")),
        ("14.3. 18 Uhr", "19:00", ("19:00", None)),
    ],
)
def test_a_form_takes_what_is_said(
    admin_client: Client, home: HomePage, day: str, time: str, expected: tuple[str, str | None]
) -> None:
    calendar = EventIndexPage.objects.get()
    line: dict[str, Any] = {"occurrences-0-start_date": day, "occurrences-0-start_time": time}
    form = {**filling.new_page(admin_client, calendar, "eventpage"), **line, "theme": "Fest"}
    answer = admin_client.post(filling.adding(calendar, "eventpage"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    (date,) = EventPage.objects.get().get_latest_revision_as_object().occurrences.all()
    assert date.start_date == dt.date(2026, 3, 14)
    assert f"{date.start_time:%H:%M}" == expected[0]
    assert (date.end_time and f"{date.end_time:%H:%M}") == expected[1]
    assert date.precision == "minute"


@pytest.mark.django_db
@time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC), tick=False)
def test_an_open_form_that_saves_itself_learns_the_day(admin_client: Client, home: HomePage) -> None:
    """What was said as “tomorrow” is another day if the form is sent again tomorrow."""
    calendar = EventIndexPage.objects.get()
    line = {"occurrences-0-start_date": "morgen 18 Uhr", "theme": "Fest"}
    form = {**filling.new_page(admin_client, calendar, "eventpage"), **line}
    answer = admin_client.post(filling.adding(calendar, "eventpage"), form, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["field_updates"]["occurrences-0-start_date"] == "11.03.2026"


@pytest.mark.django_db
def test_what_nobody_understands_is_refused_as_before(admin_client: Client, home: HomePage) -> None:
    calendar = EventIndexPage.objects.get()
    form = {
        **filling.new_page(admin_client, calendar, "eventpage"),
        "occurrences-0-start_date": "irgendwann",
        "theme": "Fest",
    }
    answer = admin_client.post(reverse("wagtailadmin_pages:add", args=["content", "eventpage", calendar.pk]), form)
    assert "gültiges Datum" in answer.content.decode()
