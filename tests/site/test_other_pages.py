"""Front page, partners, city programmes and news."""

from __future__ import annotations

import datetime as dt

import pytest
from wagtail.models import Locale

from cms.content import models
from tests.site.conftest import Visit
from tests.site.world import NASTY, World, event, on


def test_the_front_page_leads_everywhere(world: World, visit: Visit) -> None:
    page = visit("/")
    assert page.links["Stimmen aus dem Kiosk"] == world.path("running")
    assert page.links["Halle (Saale)"] in (f"{world.path('events')}?city=halle-saale", world.path("city_programme"))
    assert page.links["Neue Meldung"] == world.path("new_news")
    assert world.path("conference") in page.links.values()


def test_the_front_page_does_not_advertise_what_was_called_off(world: World, visit: Visit) -> None:
    page = visit("/")
    assert world.path("postponed") not in page.links.values()
    assert world.path("replacement") in page.links.values()


def test_a_front_page_without_events_in_its_language_shows_those_of_the_default_language(
    world: World, visit: Visit
) -> None:
    page = visit("/ar/")
    assert page.all("html", lang="ar", dir="rtl")
    assert page.all("article", lang="de", dir="ltr")
    assert page.links["Stimmen aus dem Kiosk"] == world.path("running")


def test_a_partner_shows_its_events_and_people(world: World, visit: Visit) -> None:
    page = visit(world.path("vemo"))
    assert world.path("conference") in page.links.values()
    assert "Dr. Ümit Koşan Vorstandsvorsitzende" in page.text


def test_people_without_a_public_profile_are_in_no_list(world: World, visit: Visit) -> None:
    assert "Schneutzer" not in visit(world.path("vemo")).html


def test_partners_are_listed_by_city_and_filtered(world: World, visit: Visit) -> None:
    text = visit(world.path("partners")).text
    assert text.index("Halle (Saale) V VeMo") < text.index("Überall s samo.fa")
    assert "samo.fa" not in visit(world.path("partners"), city="halle-saale").text.split("Filtern")[1]


def test_a_city_programme_adds_up_its_events(world: World, visit: Visit) -> None:
    text = visit(world.path("city_programme")).text
    assert "≈ 1.250" in text
    assert "Nachbarschaften verbinden" in text
    assert "samo.fa Träger" in text


def test_a_city_programme_shows_its_events(world: World, visit: Visit) -> None:
    links = visit(world.path("city_programme")).links.values()
    assert world.path("conference") in links
    assert world.path("party") in links
    assert world.path("vague") not in links


def test_city_programmes_are_listed(world: World, visit: Visit) -> None:
    assert world.path("city_programme") in visit(world.path("city_programmes")).links.values()


def test_news_is_listed_newest_first(world: World, visit: Visit) -> None:
    text = visit(world.path("news")).text
    assert text.index("Neue Meldung") < text.index(NASTY) < text.index("Alte Meldung")


def test_news_leads_to_its_events(world: World, visit: Visit) -> None:
    assert world.path("conference") in visit(world.path("new_news")).links.values()


@pytest.mark.plugin("press")
def test_press_releases_stand_among_the_news(world: World, visit: Visit) -> None:
    press = pytest.importorskip("plugins.press.models")
    page = press.PressReleasePage(title="Wir erklären", slug="wir-erklaeren", published_on=dt.date(2026, 10, 1))
    world.add("release", "news", page)
    text = visit(world.path("news")).text
    assert text.index("Neue Meldung") < text.index("Pressemitteilung Wir erklären 1. Oktober 2026") < text.index(NASTY)


def test_an_event_in_two_languages_counts_once_and_two_events_alike_count_twice(world: World, visit: Visit) -> None:
    english = world["party"].copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    twin = event("Fest nebenan", on("2019-06-15"), participants=1200, participants_qualifier="exact")
    twin.city_programme_items = [models.EventCityProgramme(city_programme=world["city_programme"])]
    world.add("twin", "events", twin)
    world["city_programme"].save_revision().publish()
    text = visit(world.path("city_programme")).text
    assert "Veranstaltungen 3" in text
    assert "Teilnehmende ≈ 2.450" in text
