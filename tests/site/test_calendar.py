"""The calendar: what is coming up first, then what was, by year."""

from __future__ import annotations

import pytest

from tests.site.conftest import Visit
from tests.site.world import World


def order(text: str, *words: str) -> bool:
    """Whether the words stand in this order."""
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_what_is_coming_up_stands_before_what_was(world: World, visit: Visit) -> None:
    text = visit(world.path("events")).text
    assert order(
        text,
        "Demnächst",
        "Vorstand werden",
        "Wohnen in Kiel",
        "Läuft noch",
        "Stimmen aus dem Kiosk",
        "Termin offen",
        "Lichterweg",
        "Rückblick",
        "Fest der Sprachen",
        "(K)EINE Rolle",
    )


def test_what_is_going_on_for_long_says_until_when(world: World, visit: Visit) -> None:
    assert "Läuft noch bis 10. Januar 2027 Stimmen aus dem Kiosk" in visit(world.path("events")).text


def test_of_several_dates_the_next_that_takes_place_is_shown(world: World, visit: Visit) -> None:
    assert "8. Dezember 2026, ab 17:00 Uhr und 1 weiterer Termin" in visit(world.path("events")).text


def test_drafts_are_not_listed(world: World, visit: Visit) -> None:
    assert "Geheimer Entwurf" not in visit(world.path("events")).html


def test_a_year_shows_its_events_by_month(world: World, visit: Visit) -> None:
    text = visit(world.path("events"), year=2018).text
    assert order(text, "2018 Mai 2018", "(K)EINE Rolle")
    assert "Fest der Sprachen" not in text


def test_the_years_are_counted(world: World, visit: Visit) -> None:
    page = visit(world.path("events"))
    assert page.links["2018"] == "?year=2018"
    assert "2018 (1 Veranstaltung)" in page.text


def test_filters_narrow_the_list(world: World, visit: Visit) -> None:
    text = visit(world.path("events"), format="celebration").text
    assert "Fest der Sprachen" in text
    assert "(K)EINE Rolle" not in text
    assert "Zu dieser Auswahl ist im Moment nichts geplant." in text


def test_a_chosen_filter_stays_chosen(world: World, visit: Visit) -> None:
    page = visit(world.path("events"), city="halle-saale")
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["halle-saale"]
    assert page.links["2018"] == "?city=halle-saale&year=2018"


@pytest.mark.parametrize("year", ["1999", "99999", "abc", "２０１８", "-1"])
def test_a_year_without_events_is_not_found(world: World, visit: Visit, year: str) -> None:
    visit(world.path("events"), status=404, year=year)


@pytest.mark.parametrize("query", ["start.gte=quatsch", "when=irgendwann", "city=" + "x" * 10_000, "format=%00"])
def test_a_filter_that_cannot_be_understood_is_named_and_everything_shown(
    world: World, visit: Visit, query: str
) -> None:
    page = visit(f"{world.path('events')}?{query}")
    assert f"Der Filter „{query.split('=')[0]}“ in der Adresse ist nicht zu verstehen" in page.text
    assert "Lichterweg" in page.text


@pytest.mark.parametrize("query", ["utm_source=brief", "city=", "page=99999", "page=abc"])
def test_foreign_and_empty_parameters_do_no_harm(world: World, visit: Visit, query: str) -> None:
    assert "Lichterweg" in visit(f"{world.path('events')}?{query}").text
