"""The address of a public exporter, whichever plugin gives it, and the links that lead there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content import models
from cms.publishing.reading import grammar
from tests.site.conftest import NOW, Visit
from tests.site.lines import decide, install
from tests.site.world import NASTY, TITLE, World, event, on

Read = Callable[..., Any]


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """The made-up plugin is enabled; and what a test does comes later than the network, which was built at once."""
    install(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=1))


@pytest.fixture
def read(client: Client) -> Read:
    """The lines of a feed: the whole, then each thing."""

    def ask(query: str = "", *, name: str = "zeilen") -> list[Any]:
        answer = client.get(f"/feeds/{name}?{query}")
        assert answer.status_code == 200, answer.content
        return [json.loads(line) for line in answer.content.decode().splitlines()]

    return ask


def test_a_feed_holds_the_newest_and_no_more_than_its_limit(world: World, read: Read) -> None:
    world.add("fest", "events", event("Ganz neu", on("2027-05-01")))
    _, *things = read()
    assert things[0] == ["event", "Ganz neu"]
    assert len(things) == 4


def test_a_feed_is_narrowed_by_the_filters_of_lists(read: Read) -> None:
    head, *things = read("type=event&city=halle-saale&format=conference")
    assert things == [["event", TITLE]]
    assert head[:4] == [
        "Veranstaltungen, Halle (Saale), Konferenz – Litfass",
        "http://testserver/feeds/zeilen?city=halle-saale&format=conference&type=event",
        "http://testserver/",
        "de",
    ]


def test_a_feed_without_filters_is_about_pages_to_read(read: Read) -> None:
    head, *things = read()
    assert head[0] == "Litfass"
    assert not {kind for kind, _ in things} & {"city", "topic", "event_index", "home"}
    assert ["city", "Kiel"] in read("type=city")


def test_a_long_choice_has_a_short_title(read: Read) -> None:
    ags = {"Aachen": "05334002", "Bonn": "05314000", "Celle": "03351006", "Düren": "05358008"}
    for name, key in ags.items():
        models.City.objects.create(name=name, ags=key)
    head, *_things = read("city=aachen,bonn,celle,dueren")
    assert head[0].casefold() == "aachen, bonn, celle, … – litfass"


def test_a_feed_speaks_the_language_that_is_asked_for(read: Read) -> None:
    head, *things = read("locale=en&type=event")
    assert (head[0], head[2], head[3], things) == ("Events – Litfass", "http://testserver/en/", "en", [])


def test_a_feed_for_some_types_knows_no_other(client: Client, read: Read) -> None:
    assert {kind for kind, _ in read(name="termine")[1:]} == {"event"}
    answer = client.get("/feeds/termine?type=news")
    assert answer.status_code == 400
    assert answer.content.decode().splitlines() == ["type: 'news' is no possible value.", "Possible: event"]


def test_drafts_are_in_no_feed(read: Read) -> None:
    assert "Geheimer Entwurf" not in [title for _, title in read(name="termine")[1:]]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("stadt=kiel", "There is no parameter 'stadt'."),
        ("type=konzert", "type: 'konzert' is no possible value."),
        ("locale=xx", "locale: 'xx' is no possible value."),
        ("locale=de&locale=en", "locale: give it once."),
        ("start.gte=quatsch", "start.gte: 'quatsch' is no date"),
        ("city=%00", "city: at most"),
        ("city=", "city: give between 1"),
    ],
)
def test_what_cannot_be_understood_is_named(client: Client, query: str, named: str) -> None:
    answer = client.get(f"/feeds/zeilen?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith(named)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_parameter_that_is_not_known_comes_with_those_that_are(client: Client) -> None:
    text = client.get("/feeds/zeilen?stadt=kiel").content.decode()
    assert {"city", "topic", "type", "locale"} <= set(text.partition("Possible: ")[2].strip().split(", "))
    own = {"id", "q"}
    assert {*grammar.filter_parameters(), *own} == set(text.partition("Possible: ")[2].strip().split(", "))


@pytest.mark.parametrize("name", ["intern", "quatsch", "%3Cscript%3E"])
def test_what_is_no_feed_is_not_found(client: Client, name: str) -> None:
    answer = client.get(f"/feeds/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "There are: termine, zeilen." in answer.content.decode()


def test_a_site_without_the_plugin_has_no_feed(client: Client) -> None:
    decide(False)
    answer = client.get("/feeds/zeilen")
    assert (answer.status_code, answer.content) == (404, b"There is no feed 'zeilen'. This site has no feeds.\n")


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/feeds/zeilen")
    tag = client.get("/feeds/zeilen", headers={"if-none-match": first.headers["ETag"]})
    date = client.get("/feeds/zeilen", headers={"if-modified-since": first.headers["Last-Modified"]})
    for again in (tag, date):
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("change", ["publish", "withdraw"])
def test_a_feed_that_has_changed_is(world: World, client: Client, change: str) -> None:
    before = client.get("/feeds/zeilen?type=news").headers["ETag"]
    if change == "publish":
        page = world["new_news"]
        page.lead = "Genauer gesagt"
        page.save_revision().publish()
    else:
        world["new_news"].unpublish()
    again = client.get("/feeds/zeilen?type=news", headers={"if-none-match": before})
    assert again.status_code == 200
    assert again.headers["ETag"] != before


def test_an_empty_feed_is_one_too_and_can_be_kept(client: Client, read: Read) -> None:
    models.City.objects.create(name="Nirgends", ags="05911000")
    head, *things = read("city=nirgends")
    assert (head[0], things) == ("nirgends – Litfass", [])
    tag = client.get("/feeds/zeilen?city=nirgends").headers["ETag"]
    assert client.get("/feeds/zeilen?city=nirgends", headers={"if-none-match": tag}).status_code == 304


def test_what_the_clock_changes_bears_no_date(client: Client) -> None:
    assert "Last-Modified" not in client.get("/feeds/zeilen?when=upcoming").headers
    assert "Last-Modified" in client.get("/feeds/zeilen").headers


def test_feeds_are_read_only_and_by_scripts_of_every_site(client: Client) -> None:
    answer = client.head("/feeds/zeilen", headers={"origin": "https://anderswo.example"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"] == "text/x-zeilen; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert client.post("/feeds/zeilen").status_code == 405


def test_a_cache_needs_one_copy_of_a_feed_for_everyone(client: Client) -> None:
    asked = client.get("/feeds/zeilen", headers={"origin": "https://anderswo.example", "accept-language": "tr"})
    assert asked.headers["Vary"] == "Accept-Encoding"
    assert asked.content == client.get("/feeds/zeilen").content
    assert asked.headers["Content-Language"] == "de"


def test_a_script_may_ask_whether_a_feed_has_changed(client: Client) -> None:
    answer = client.options(
        "/feeds/zeilen", headers={"origin": "https://anderswo.example", "access-control-request-method": "GET"}
    )
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize("title", ["Kaputt", "Kein Text", "Halber Text"])
def test_a_feed_that_fails_asks_for_patience(
    title: str, world: World, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    world.add("kaputt", "events", event(title, on("2027-05-01")))
    for _ in range(6):
        answer = client.get("/feeds/zeilen")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert "The plugin zeilen is paused in exporters.zeilen.export" in caplog.text
    world["kaputt"].unpublish()
    assert client.get("/feeds/zeilen").status_code == 503
    assert client.get("/feeds/termine").status_code == 200


def test_a_database_that_is_away_is_told_in_plain_text_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("cms.site.feeds.view.read_feed", away)
    answer = client.get("/feeds/zeilen")
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(("query", "most"), [("", 2), ("?type=event&city=halle-saale", 4)])
def test_a_feed_costs_the_same_few_queries_whatever_it_holds(
    world: World, client: Client, query: str, most: int
) -> None:
    def count() -> int:
        client.get(f"/feeds/termine{query}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/feeds/termine{query}").status_code == 200
        return len([each for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    before = count()
    for number in range(5):
        page = event(f"Treffen {number}", on(f"2027-0{number + 1}-10", place=world["literaturhaus"]))
        world.add(f"extra-{number}", "events", page)
    assert count() == before == most


def feeds(visit: Visit, address: str, **parameters: str) -> list[tuple[str | None, ...]]:
    """Form, title and address of the feeds that the page offers to readers."""
    page = visit(address, **parameters)
    found = page.all("link", rel="alternate")
    return [(each["type"], each["title"], each["href"]) for each in found if "type" in each]


def test_the_front_page_leads_readers_to_what_is_new(world: World, visit: Visit) -> None:
    forms = ("zeilen", "termine")
    assert feeds(visit, "/") == [(f"text/x-{name}", f"Litfass ({name.title()})", f"/feeds/{name}") for name in forms]
    assert feeds(visit, world.path("home_en"))[0][2] == "/feeds/zeilen?locale=en"


def test_the_calendar_leads_to_the_feed_of_its_choice(world: World, visit: Visit) -> None:
    path = world.path("events")
    assert feeds(visit, path)[0][1:] == ("Veranstaltungen – Litfass (Zeilen)", "/feeds/zeilen?type=event")
    assert feeds(visit, f"{path}?city=halle-saale,kiel&topic=&page=2&utm_source=x") == [
        (f"text/x-{name}", f"Veranstaltungen, Halle (Saale), kiel – Litfass ({name.title()})", f"/feeds/{name}?{query}")
        for name in ("zeilen", "termine")
        for query in ["city=halle-saale,kiel&type=event"]
    ]


def test_the_news_lead_to_the_feed_of_all_that_stands_among_them(world: World, visit: Visit, read: Read) -> None:
    ((_, title, address),) = feeds(visit, world.path("news"))
    assert (title or "").startswith("Meldungen")
    things = read((address or "").partition("?")[2])[1:]
    assert {"Alte Meldung", "Neue Meldung", NASTY} == {title for _, title in things}


@pytest.mark.parametrize("name", ["conference", "partners"])
def test_other_pages_lead_to_no_feed(world: World, visit: Visit, name: str) -> None:
    assert feeds(visit, world.path(name)) == []


@pytest.mark.parametrize("name", ["events", "news"])
def test_people_find_the_feeds_at_the_end_of_a_list(world: World, visit: Visit, name: str) -> None:
    page = visit(world.path(name))
    assert "Diese Liste abonnieren Zeilen" in page.text
    assert page.links["Zeilen"].startswith("/feeds/zeilen?type=")
    assert page.all("nav", aria_labelledby="feeds")
    assert len(page.all("h2", id="feeds")) == 1


def test_a_site_without_feeds_says_nothing_of_them(world: World, visit: Visit) -> None:
    decide(False)
    assert feeds(visit, world.path("events")) == []
    assert "abonnieren" not in visit(world.path("events")).text
