"""What every page has around its text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.site.conftest import Visit
from tests.site.world import World

PAGES = ["home", "events", "conference", "vemo", "city_programme", "nasty_news", "partners", "news"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_headline_a_skip_link_and_landmarks(world: World, visit: Visit, name: str) -> None:
    page = visit(world.path(name))
    assert len(page.all("h1")) == 1
    assert page.links["Zum Inhalt springen"] == "#main"
    assert page.all("main", id="main")
    assert page.all("html", lang="de", dir="ltr")


@pytest.mark.parametrize("name", PAGES)
def test_headings_skip_no_level(world: World, visit: Visit, name: str) -> None:
    levels = [int(tag[1]) for tag, _ in visit(world.path(name)).elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_from_elsewhere(world: World, visit: Visit, name: str) -> None:
    page = visit(world.path(name))
    loaded = [
        address
        for tag, attributes in page.elements
        for address in (attributes.get("src"), attributes.get("href") if tag == "link" else None)
        if address
    ]
    assert loaded
    assert all(address.startswith(("/", "http://testserver/")) for address in loaded), loaded


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_script_and_no_inline_style(world: World, visit: Visit, name: str) -> None:
    page = visit(world.path(name))
    assert {script.get("type") for script in page.all("script")} <= {"application/ld+json"}
    assert not page.all("style")
    assert not [attributes for _, attributes in page.elements if "style" in attributes]


def test_the_policy_forbids_what_is_foreign(world: World, visit: Visit) -> None:
    policy = visit("/").response["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


def test_every_id_is_there_once(world: World, visit: Visit) -> None:
    ids = [attributes["id"] for _, attributes in visit(world.path("conference")).elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_search_engines_get_the_one_address_and_its_translations(world: World, visit: Visit) -> None:
    page = visit("/", quelle="brief")
    assert page.all("link", rel="canonical", href="http://testserver/")
    for language, address in (("de", ""), ("en", "en/"), ("ar", "ar/")):
        assert page.all("link", rel="alternate", hreflang=language, href=f"http://testserver/{address}")


def test_one_can_change_the_language(world: World, visit: Visit) -> None:
    assert visit(world.path("conference")).links["English"] == "/en/"
    assert visit("/en/").links["Deutsch"] == "/"


def test_a_section_without_translation_leads_to_the_default_language(world: World, visit: Visit) -> None:
    page = visit("/en/")
    assert page.all("a", href=world.path("events"), lang="de")


def test_what_is_not_in_the_language_of_the_page_says_so(world: World, visit: Visit) -> None:
    lost = visit("/ar/gibt-es-nicht/", status=404)
    assert (
        len(lost.all("a", href=world.path("events"))) == len(lost.all("a", href=world.path("events"), lang="de")) == 2
    )
    assert visit(world.path("conference")).all("li", lang="de")
    assert visit(world.path("vemo")).all("span", lang="de")


def test_pages_in_arabic_run_from_right_to_left_and_speak_arabic(world: World, visit: Visit) -> None:
    page = visit("/ar/")
    assert page.all("html", lang="ar", dir="rtl")
    assert page.links["انتقل إلى المحتوى"] == "#main"


def test_social_networks_get_title_and_address(world: World, visit: Visit) -> None:
    page = visit(world.path("new_news"))
    assert page.all("meta", property="og:type", content="article")
    assert page.all("meta", property="og:url", content=f"http://testserver{world.path('new_news')}")
