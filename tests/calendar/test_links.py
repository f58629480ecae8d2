"""Pages lead to the calendar of what they show, for one event, a partner, a city programme or a search."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Site

from cms.content import models
from cms.extend import activation_cache, public_id
from cms.extend.models import Activation
from tests.calendar.conftest import GONE, Read, again, event, summaries
from tests.content import making


def links(client: Client, path: str) -> list[str]:
    """The addresses to download and to subscribe to that the page offers, and the one in its head."""
    page = client.get(path)
    assert page.status_code == 200, path
    found = re.findall(r'href="((?:webcal://testserver)?/feeds/calendar\.ics[^"]*)"', page.content.decode())
    return [html.unescape(address) for address in found]


def offered(query: str) -> list[str]:
    path = f"/feeds/calendar.ics{query}"
    return [path, path, f"webcal://testserver{path}"]


def test_every_event_leads_to_its_calendar(read: Read, client: Client) -> None:
    page = event("Fest", "2027-01-05")
    assert links(client, page.url) == offered(f"?id={public_id(page)}")
    text = client.get(page.url).content.decode()
    assert ">In den Kalender</a>" in text
    assert ">Kalender abonnieren</a>" in text
    assert summaries(read(links(client, page.url)[0].partition("?")[2])) == ["Fest"]


def test_an_event_without_a_day_offers_none(home: models.HomePage, client: Client) -> None:
    page = making.published(making.event("Vage", making.on("2027-06-01", precision="month"), title="Vage"))
    assert links(client, page.url) == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("", ""),
        ("?city=halle-saale", "?city=halle-saale"),
        ("?city=halle-saale&format=workshop", "?city=halle-saale&format=workshop"),
        ("?year=2027", "?start.gte=2027-01-01&start.lt=2028-01-01"),
        ("?city=halle-saale&year=2027", "?city=halle-saale&start.gte=2027-01-01&start.lt=2028-01-01"),
        ("?page=1", ""),
    ],
)
def test_the_calendar_page_leads_to_what_it_shows(read: Read, client: Client, asked: str, meant: str) -> None:
    event("Fest", "2027-01-05", format="workshop")
    path = models.EventIndexPage.objects.get(locale__language_code="de").url
    assert links(client, path + asked) == offered(meant)
    assert summaries(read(meant[1:])) == ["Fest"]


def test_a_partner_leads_to_the_calendar_of_what_it_takes_part_in(read: Read, client: Client) -> None:
    host = making.partner("Verein Beispiel")
    event("Fest", "2027-01-05", organisers=[models.EventOrganiser(partner=host)])
    event("Anderes", "2027-01-05")
    assert links(client, host.url) == offered("?partner=verein-beispiel")
    assert summaries(read("partner=verein-beispiel")) == ["Fest"]


def test_a_city_programme_leads_to_the_calendar_of_its_events(read: Read, client: Client) -> None:
    programme = models.Programme.objects.create(name="Gemeinsam")
    page = making.published(
        models.CityProgrammePage(title="Gemeinsam in Halle", programme=programme, city=making.city()),
        below=models.CityProgrammeIndexPage,
    )
    event("Fest", "2027-01-05", city_programme_items=[models.EventCityProgramme(city_programme=page)])
    event("Anderes", "2027-01-05")
    assert links(client, page.url) == offered("?city=halle-saale&programme=gemeinsam")
    assert summaries(read("city=halle-saale&programme=gemeinsam")) == ["Fest"]


def test_a_search_leads_to_the_calendar_of_what_it_finds(read: Read, client: Client) -> None:
    event("Lesung mit Musik", "2027-01-05")
    event("Fußballturnier", "2027-01-06")
    call_command("search", "rebuild", verbosity=0)
    assert links(client, "/suche/?q=Lesung") == offered("?q=Lesung")[1:]
    assert summaries(read("q=Lesung")) == ["Lesung mit Musik"]
    assert (
        links(client, f"/suche/?q={quote('Lesung')}&city=halle-saale&year=2027")
        == offered("?city=halle-saale&q=Lesung&start.gte=2027-01-01&start.lt=2028-01-01")[1:]
    )
    assert links(client, "/suche/?q=Lesung&type=news") == []


def test_a_search_in_other_languages_leads_to_a_calendar_that_has_them(read: Read, client: Client) -> None:
    """Whether the visitor asks in all of them, or their own has nothing."""
    english = Locale.objects.get(language_code="en")
    page = event("Lesung mit Musik", "2027-01-05").copy_for_translation(english, copy_parents=True)
    page.title = page.theme = "Reading with lanterns"
    page.save_revision().publish()
    event("Laternenfest", "2027-01-06")
    call_command("search", "rebuild", verbosity=0)
    assert links(client, "/suche/?q=lanterns") == offered("?locale=*&q=lanterns")[1:]
    assert links(client, "/suche/?q=lanterns&locale=*") == offered("?locale=*&q=lanterns")[1:]
    assert summaries(read("locale=*&q=lanterns")) == ["Reading with lanterns"]
    assert len(summaries(read("locale=*"))) == 3
    assert links(client, "/suche/?q=Lesung") == offered("?q=Lesung")[1:]
    again(page).unpublish()
    assert summaries(read("locale=*")).count(GONE) == 1


def test_the_front_page_names_the_whole_calendar_in_its_head(read: Read, client: Client) -> None:
    assert links(client, "/") == ["/feeds/calendar.ics"]


def test_without_the_plugin_no_page_names_it(home: models.HomePage, client: Client) -> None:
    page = event("Fest", "2027-01-05")
    Activation.objects.update_or_create(
        plugin="calendar", site=Site.objects.get(is_default_site=True).pk, defaults={"enabled": False}
    )
    activation_cache.forget()
    for path in (page.url, "/veranstaltungen/", "/suche/", "/"):
        answer = client.get(path).content.decode()
        assert "calendar.ics" not in answer
        assert "calendar-links" not in answer
    assert client.get("/feeds/calendar.ics").status_code == 404
