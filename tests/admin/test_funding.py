"""The report for funders: what took place in a period, each event once, and nothing that is not public."""

from __future__ import annotations

import csv
import datetime as dt
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.content.models import CityProgrammeIndexPage, CityProgrammePage, EventPage, Programme
from cms.content.models.event_relations import EventCityProgramme, EventOrganiser
from tests.content.making import city, event, on, paragraph, partner, place, published


def held(theme: str, day: str = "2024-05-31", **values: Any) -> EventPage:
    """A public event."""
    where = values.pop("where", None)
    page: EventPage = published(event(theme, on(day, place=where), **values))
    return page


def asked(desk: Client, **filters: str) -> Any:
    answer = desk.get(reverse("desk_funding"), filters)
    assert answer.status_code == 200
    return answer


def titles(answer: Any) -> list[str]:
    return [each.theme for each in answer.context["object_list"]]


def test_what_took_place_in_the_period_is_summed_up(desk: Client) -> None:
    host = partner("Stadt Halle")
    held(
        "A",
        "2023-12-31",
        participants=1_020,
        participants_qualifier="exact",
        event_languages="de, tr",
        report=paragraph(),
    )
    held("B", "2024-01-01", participants=50, participants_qualifier="about", organisers=[EventOrganiser(partner=host)])
    held("C", "2024-12-31", organisers=[EventOrganiser(partner=host)])
    totals = asked(desk).context["totals"]
    assert (totals.events, totals.reported, totals.participants, totals.is_about) == (3, 1, "1.070", True)
    assert (totals.uncounted, totals.organisers, totals.languages) == (1, 1, ["Deutsch", "Türkisch"])
    assert totals.years == [(2023, 1), (2024, 2)]
    year = asked(desk, since="2024-01-01", until="2024-12-31")
    assert titles(year) == ["B", "C"]
    assert "rund 50" in year.content.decode()
    assert titles(asked(desk, until="2023-12-31")) == ["A"]
    exact = asked(desk, until="2023-12-31").context["totals"]
    assert not exact.is_about
    assert "fand keine öffentliche Veranstaltung statt" in asked(desk, until="2020-01-01").content.decode()


def test_nothing_counts_that_did_not_take_place_or_is_not_public(desk: Client) -> None:
    coming = str(timezone.localdate() + dt.timedelta(days=9))
    held("Künftig", coming)
    held("Abgesagt", status="cancelled", status_note="Sturm")
    held("Entwurf").unpublish()
    secret = partner("Geheimer Verein")
    page = held("Fest", organisers=[EventOrganiser(partner=secret)])
    secret.unpublish()
    told = page.copy_for_translation(locale=other_language(), copy_parents=True)
    told.save_revision().publish()
    answer = asked(desk)
    assert titles(answer) == ["Fest"]
    assert answer.context["totals"].organisers == 0
    assert "Geheimer" not in table(answer)


def other_language() -> Any:
    return Locale.objects.get_or_create(language_code="en")[0]


def table(answer: Any) -> str:
    html = answer.content.decode()
    return html[html.index('<dl class="desk-facts') : html.index("</table>")]


def test_one_asks_for_a_programme_a_city_and_a_partner(desk: Client) -> None:
    halle, host = city(), partner("Stadt Halle")
    programme = Programme.objects.create(name="Gemeinsam im Alltag")
    local = published(CityProgrammePage(title="Halle", programme=programme, city=halle), below=CityProgrammeIndexPage)
    held("Im Programm", city_programme_items=[EventCityProgramme(city_programme=local)])
    held("Hier", where=place(), organisers=[EventOrganiser(partner=host), EventOrganiser(partner=host, role="venue")])
    held("Anderswo")
    assert titles(asked(desk, partner=str(host.pk))) == ["Hier"]
    assert titles(asked(desk, city=str(halle.pk))) == ["Im Programm", "Hier"]
    assert titles(asked(desk, programme=str(programme.pk))) == ["Im Programm"]


def test_a_spreadsheet_has_all_of_them_and_no_formulas(desk: Client) -> None:
    held("Fest", title="=HYPERLINK(1)", participants=5, participants_qualifier="exact")
    head, line = csv.reader(StringIO(exported(desk, "csv").decode("utf-8-sig")))
    assert head[0] == "Titel"
    assert line[0] == "'=HYPERLINK(1)"
    assert line[5] == "5"
    with ZipFile(BytesIO(exported(desk, "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet


def exported(desk: Client, kind: str) -> bytes:
    answer: Any = desk.get(reverse("desk_funding"), {"export": kind})
    found: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return found


@pytest.mark.usefixtures("home")
def test_many_cost_no_more_questions_than_few(desk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as questions:
            asked(desk)
        return len(questions)

    def one(number: int) -> None:
        there = EventOrganiser(partner=partner(f"Verein {number}"))
        held(f"Fest {number}", organisers=[there])

    one(0)
    one(1)
    cost()
    few = cost()
    for number in range(2, 9):
        one(number)
    assert cost() <= few


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "kein Tag"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"until": "99999-01-01"},
        {"since": "\0"},
        {"city": "9" * 30},
        {"partner": "\0"},
        {"programme": "'" * 10_000},
        {"p": "99999"},
        {"export": "exe"},
    ],
)
def test_what_cannot_be_meant_is_no_error(desk: Client, filters: dict[str, str]) -> None:
    held("Fest")
    assert desk.get(reverse("desk_funding"), filters).status_code in (200, 404)
    assert desk.get(reverse("desk_funding_results"), filters).status_code in (200, 404)
