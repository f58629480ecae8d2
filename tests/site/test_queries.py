"""A page costs the same number of queries, whatever it holds."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content import models
from cms.publishing.reading import memory
from cms.publishing.reading.kept_answers import KeptAnswers
from cms.site import kept_pages
from tests.content import making
from tests.site.world import World, event, on

Count = Callable[[str], int]

MOST = {
    "/": 11,
    "/veranstaltungen/": 10,
    "/veranstaltungen/?year=2018": 8,
    "/veranstaltungen/?city=halle-saale": 11,
    "{conference}": 6,
    "/partner/": 8,
    "{vemo}": 9,
    "{city_programme}": 9,
    "{news}": 7,
    "{new_news}": 5,
    "/suche/": 4,
    "/suche/?q=Fest": 3,
    "/suche/?person={kosan}": 5,
    "/en/": 15,
    "/sitemap.xml": 3,
    "/robots.txt": 1,
    "/feeds/atom": 3,
}
"""As many queries each page takes at most, where nothing is remembered of the ledger."""


FRESH = {
    "/": 10,
    "/veranstaltungen/": 8,
    "{conference}": 6,
    "{vemo}": 8,
    "{city_programme}": 8,
    "/meldungen/": 6,
    "{news}": 6,
    "{new_news}": 5,
    "/partner/": 6,
}
"""The same where this process knows the ledger, and has to build the page itself anew."""


@pytest.fixture
def count(world: World) -> Count:
    client = Client()

    def queries(path: str) -> int:
        client.get(path)  # warms caches of sites and content types
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return queries


def test_an_event_with_many_facts_costs_as_much_as_one_with_few(world: World, count: Count) -> None:
    before = count(world.path("conference"))
    page = world["conference"]
    for number in range(8):
        partner = making.partner(f"Verein {number}")
        page.organisers.add(models.EventOrganiser(partner=partner, role="supporter", sort_order=10 + number))
        page.contributions.add(
            models.EventContribution(name_text=f"Gast {number}", roles="Gast", sort_order=10 + number)
        )
    page.save_revision().publish()
    assert count(world.path("conference")) == before


@pytest.mark.parametrize("name", ["home", "events", "city_programme"])
def test_a_list_with_many_events_costs_as_much_as_one_with_few(world: World, count: Count, name: str) -> None:
    def add(number: int) -> None:
        page = event(f"Treffen {number}", on(f"2027-0{number + 1}-10"), format="meeting")
        page.city_programme_items = [models.EventCityProgramme(city_programme=world["city_programme"])]
        world.add(f"extra-{number}", "events", page)

    add(0)  # a page that says nothing of what is ahead costs one query less
    before = count(world.path(name))
    for number in range(1, 7):
        add(number)
    assert count(world.path(name)) == before


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=[pytest.mark.plugin("feeds")] * path.startswith("/feeds/")) for path in MOST]
)
def test_a_page_takes_no_more_queries_than_it_did(world: World, count: Count, path: str) -> None:
    named = {name: world.path(name) for name in ("conference", "vemo", "city_programme", "news", "new_news")}
    found = count(path.format_map({**named, "kosan": world["kosan"].slug}))
    assert found <= MOST[path], found


@pytest.mark.parametrize("path", FRESH)
def test_a_page_that_is_built_anew_asks_little_beside_what_it_lists(
    world: World, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(kept_pages, "kept", KeptAnswers(most=memory.MEGABYTE))
    address = path.format_map(
        {name: world.path(name) for name in ("conference", "vemo", "city_programme", "news", "new_news")}
    )
    client = Client()
    client.get(address)  # An answer is kept for those alone who ask again.
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= FRESH[path], "\n".join(query["sql"][:300] for query in captured)
