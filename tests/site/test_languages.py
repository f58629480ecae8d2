"""The site answers in the languages that it has, and tells how much there is in the others."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from tests.search.conftest import index
from tests.site.conftest import Visit
from tests.site.page import Page
from tests.site.world import World, event, on

__all__ = ["index"]

LACKING = ["uk", "ru", "fr"]
PATHS = ["", "veranstaltungen/", "search/", "gibt-es-nicht/", "veranstaltungen/fest-der-sprachen/", "?year=2018"]


@pytest.fixture
def english_calendar(world: World) -> str:
    """The English calendar with one event of its own."""
    calendar = world["events"].copy_for_translation(Locale.objects.get(language_code="en"))
    calendar.title, calendar.slug = "Events", "events"
    calendar.save_revision().publish()
    page = event("Open house", on("2026-12-20"))
    page.locale = calendar.locale
    calendar.add_child(instance=page)
    page.save_revision().publish()
    return "/en/events/"


def switch(page: Page) -> dict[str, str]:
    """The addresses in the language switch, by language."""
    return {
        str(each["lang"]): str(each["href"])
        for tag, each in page.elements
        if tag == "a" and each.get("lang") and each.get("lang") == each.get("hreflang") and "/" in str(each["href"])
    }


@pytest.mark.parametrize("language", LACKING)
@pytest.mark.parametrize("path", PATHS)
def test_nothing_stands_in_a_language_that_the_site_lacks(visit: Visit, language: str, path: str) -> None:
    page = visit(f"/{language}/{path}", status=404)
    assert page.all("html", lang="de")


def test_a_language_whose_front_page_is_withdrawn_is_gone_with_it(world: World, visit: Visit) -> None:
    world["home_en"].unpublish()
    visit("/en/", status=410)
    visit("/en/veranstaltungen/", status=404)
    visit("/en/search/", status=404)


def test_robots_are_told_of_no_language_that_the_site_lacks(world: World, visit: Visit) -> None:
    closed = {line.removeprefix("Disallow: ") for line in visit("/robots.txt").html.splitlines() if "Disallow" in line}
    assert closed == {"/admin/", "/suche/", "/en/search/", "/ar/search/"}


def test_the_switch_keeps_year_and_filters(visit: Visit, english_calendar: str, world: World) -> None:
    page = visit(f"{world.path('events')}?year=2018&city=halle-saale&page=2")
    assert switch(page)["en"] == f"{english_calendar}?year=2018&city=halle-saale"
    assert "English Übersicht" not in page.text


def test_the_switch_keeps_the_question(world: World, visit: Visit) -> None:
    assert switch(visit("/suche/?q=Kiel&type=event"))["ar"] == "/ar/search/?q=Kiel&type=event"


def test_the_switch_says_where_it_leads_to_an_overview_only(visit: Visit, english_calendar: str, world: World) -> None:
    page = visit(world.path("conference"))
    assert switch(page) | {"de": ""} == {"en": english_calendar, "ar": "/ar/", "de": ""}
    assert "English Übersicht" in page.text


@pytest.mark.parametrize("query", ["", "?year=2018", "?city=halle-saale", "?year=2018&city=halle-saale"])
def test_a_list_says_how_much_more_there_is_in_german(
    visit: Visit, english_calendar: str, world: World, query: str
) -> None:
    page = visit(english_calendar + query)
    href = world.path("events") + query
    [text] = [text for text, address in page.links.items() if address == href and "more in German" in text]
    count = {"": 7, "?year=2018": 1, "?city=halle-saale": 2, "?year=2018&city=halle-saale": 1}[query]
    assert text == f"{count} more in German"


def test_a_german_list_says_what_there_is_only_in_another_language(
    visit: Visit, english_calendar: str, world: World
) -> None:
    assert visit(world.path("events")).links["1 weiterer Eintrag auf Englisch"] == english_calendar


@pytest.mark.usefixtures("index")
def test_the_front_page_and_the_search_say_so_too(visit: Visit, english_calendar: str) -> None:
    assert "7 more in German" in visit("/en/").text
    call_command("search", "rebuild", verbosity=0)
    further = [address for text, address in visit("/en/search/").links.items() if text.endswith(" more in German")]
    assert further == ["?locale=de"]
