"""Each part of a list has a title and an address of its own, so that the archive is found; endless combinations stay out."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from tests.site.conftest import Visit
from tests.site.page import Page
from tests.site.test_indexing import NAMES
from tests.site.world import World, event, on

KEPT = ["", "?year=2018", "?year=2019", "?city=halle-saale", "?city=halle-saale&year=2018", "?format=conference"]
JUNK = [
    "?city=nirgends",
    "?city=halle-saale&format=conference",
    "?city=halle-saale,kiel",
    "?start.gte=2018-01-01",
    "?start.gte=quatsch",
    "?when=past",
    "?year=2018&city=kiel",
    "?year=2019&format=conference",
]


def canonical(page: Page) -> str:
    [link] = page.all("link", rel="canonical")
    return str(link["href"])


def title(page: Page) -> str:
    return page.html.split("<title>")[1].split("</title>")[0]


def description(page: Page) -> str:
    [meta] = page.all("meta", name="description")
    return str(meta["content"])


def is_kept(page: Page) -> bool:
    return not [meta for meta in page.all("meta", name="robots") if "noindex" in str(meta["content"])]


def test_parts_of_the_calendar_differ_in_title_description_and_address(world: World, visit: Visit) -> None:
    pages = [visit(world.path("events") + query) for query in KEPT]
    for read in (title, description, canonical):
        assert all(one != other for one, other in combinations(map(read, pages), 2)), read.__name__
    assert [canonical(page) for page in pages] == [f"http://testserver{world.path('events')}{query}" for query in KEPT]
    assert all(map(is_kept, pages))


def test_a_title_says_what_the_part_is(world: World, visit: Visit) -> None:
    page = visit(f"{world.path('events')}?city=halle-saale&year=2018")
    assert title(page) == "Veranstaltungen: 2018, Halle (Saale) – Litfass"


@pytest.mark.parametrize("query", JUNK)
def test_what_is_endless_empty_or_not_understood_is_not_kept(world: World, visit: Visit, query: str) -> None:
    assert not is_kept(visit(world.path("events") + query))


@pytest.mark.parametrize("query", ["?utm_source=brief", "?page=1", "?city=", "?year=2018&utm_source=brief&page=7"])
def test_what_changes_nothing_changes_no_address(world: World, visit: Visit, query: str) -> None:
    page = visit(world.path("events") + query)
    part = "?year=2018" if "year" in query else ""
    assert canonical(page) == f"http://testserver{world.path('events')}{part}"


def test_years_lead_to_the_years_beside_them(world: World, visit: Visit) -> None:
    page = visit(f"{world.path('events')}?year=2019")
    base = f"http://testserver{world.path('events')}"
    assert [link["href"] for link in page.all("link", rel="prev")] == [f"{base}?year=2018"]
    assert [link["href"] for link in page.all("link", rel="next")] == [f"{base}?year=2026"]


def test_pages_of_a_list_lead_to_each_other(world: World, visit: Visit) -> None:
    for number in range(45):
        world.add(f"meeting-{number}", "events", event(f"Treffen {number}", on("2027-05-05"), format="meeting"))
    base = f"http://testserver{world.path('events')}"
    first, second = visit(world.path("events")), visit(f"{world.path('events')}?page=2")
    assert [link["href"] for link in first.all("link", rel="next")] == [f"{base}?page=2"]
    assert [link["href"] for link in second.all("link", rel="prev")] == [base]
    assert canonical(second) == f"{base}?page=2"
    assert title(second) == "Veranstaltungen: Seite 2 – Litfass"


@pytest.mark.parametrize(("name", "query"), [("partners", "?city=halle-saale"), ("events", "?topic=beteiligung")])
def test_one_choice_in_any_list_is_a_part_of_its_own(world: World, visit: Visit, name: str, query: str) -> None:
    page = visit(world.path(name) + query)
    assert canonical(page) == f"http://testserver{world.path(name)}{query}"
    assert title(page) != title(visit(world.path(name)))


@pytest.mark.parametrize("path", ["/suche/", "/suche/?q=Kiel", "/en/search/?year=2018"])
def test_search_is_not_kept(visit: Visit, path: str) -> None:
    assert not is_kept(visit(path))


def test_the_sitemap_lists_the_years_of_the_archive(world: World, visit: Visit) -> None:
    root = ElementTree.fromstring(visit("/sitemap.xml").html)
    addresses = {each.text for each in root.findall("s:url/s:loc", NAMES)}
    base = f"http://testserver{world.path('events')}?year="
    assert {address for address in addresses if address and "year=" in address} == {
        f"{base}{year}" for year in (2018, 2019, 2026, 2027)
    }
