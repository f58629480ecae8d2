"""Search engines read what people read (T22)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from cms.site.structured.script import json_script
from tests.site.conftest import Visit
from tests.site.world import NASTY, TITLE, World

Described = Callable[[str, str], dict[str, Any]]


def test_the_conference_is_an_event(world: World, described: Described) -> None:
    event = described(world.path("conference"), "Event")
    assert event["name"] == TITLE
    assert event["startDate"] == "2018-05-31"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"][0]["name"] == "Literaturhaus"
    assert event["location"][0]["address"]["addressLocality"] == "Halle (Saale)"
    assert [each["name"] for each in event["organizer"]] == ["samo.fa", "VeMo"]
    assert {each["name"] for each in event["performer"]} == {"Dr. Ümit Koşan", "Petra Schneutzer"}


def test_a_new_date_tells_the_old_one(world: World, described: Described) -> None:
    event = described(world.path("replacement"), "Event")
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == "2027-03-01"
    assert event["startDate"] == "2027-04-01T18:00+02:00"
    assert event["endDate"] == "2027-04-01T20:00+02:00"


def test_a_postponed_event_is_postponed(world: World, described: Described) -> None:
    event = described(world.path("postponed"), "Event")
    assert event["eventStatus"] == "https://schema.org/EventPostponed"


def test_each_of_several_dates_has_its_own_status(world: World, described: Described) -> None:
    dates = described(world.path("training"), "Event")["subEvent"]
    assert [each["eventStatus"].rsplit("/", 1)[1] for each in dates] == [
        "EventCancelled",
        "EventScheduled",
        "EventScheduled",
    ]


def test_a_month_is_no_day(world: World, described: Described) -> None:
    event = described(world.path("vague"), "Event")
    assert event["startDate"] == "2027-09"
    assert "endDate" not in event


def test_news_partners_and_breadcrumbs_are_described(world: World, described: Described) -> None:
    assert described(world.path("new_news"), "NewsArticle")["datePublished"] == "2026-11-01"
    assert described(world.path("vemo"), "NGO")["alternateName"] == ["VeMo"]
    way = described(world.path("conference"), "BreadcrumbList")["itemListElement"]
    assert [each["position"] for each in way] == [1, 2, 3]
    assert way[1]["item"] == f"http://testserver{world.path('events')}"
    assert way[2]["name"] == TITLE


def test_the_front_page_names_the_search(world: World, described: Described) -> None:
    action = described("/", "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/suche/?q={search_term_string}"


def test_no_title_breaks_out_of_its_place(world: World, visit: Visit) -> None:
    page = visit(world.path("nasty_news"))
    assert "<script>alert" not in page.html
    assert any(json.loads(text).get("headline") == NASTY for text in page.scripts)
    assert page.all("meta", property="og:title", content=NASTY)


def test_text_cannot_end_the_script() -> None:
    script = json_script({"name": "</script><!-- \u2028 & „so“"})
    inner = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inner)
    assert json.loads(inner) == {"name": "</script><!-- \u2028 & „so“"}
