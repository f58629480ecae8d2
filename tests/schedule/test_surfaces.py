"""Every surface gives the answer of the schedule, and all of them the same one at the same moment."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from cms.admin.dashboard import desk_of
from cms.content.models import EventPage, NewsEvent, NewsIndexPage, NewsPage
from cms.content.schedule import Group, Phase, Reading, Schedule
from cms.site.formats.dates import Dates, when_text
from tests.content.making import published
from tests.schedule.archive import at, moments
from tests.schedule.conftest import clock
from tests.site.page import Page

Archive = dict[str, Schedule]
ReadPage = Callable[[str, dt.datetime], Page]
ReadApi = Callable[[str, dt.datetime], dict[str, Any]]

CALENDAR = "/veranstaltungen/"
MOMENTS = [
    at(moment)
    for moment in (
        "2026-03-01T12:00",
        "2026-03-05T12:00",
        "2026-03-17T12:00",
        "2026-03-30T19:00",
        "2026-03-31T12:00",
        "2026-05-20T12:00",
        "2026-06-12T20:00",
        "2026-12-24T12:00",
        "2027-01-09T19:00",
        "2027-02-01T12:00",
    )
]


def cards(page: Page) -> dict[str, str]:
    """The text of each card on the page, by the title that it links."""
    found = {}
    for article in re.findall(r"<article.*?</article>", page.html, re.DOTALL):
        text = " ".join(unescape(re.sub(r"<[^>]*>", " ", article)).split())
        title = unescape(re.sub(r"<[^>]*>", "", re.findall(r"<h\d.*?</h\d>", article, re.DOTALL)[0])).strip()
        found[title] = text
    return found


def words(reading: Reading) -> tuple[str, str, str]:
    """What a card says: the date, how many more, and whether it is on."""
    assert reading.shown
    with translation.override("de"):
        when = when_text(Dates.of_date(reading.shown), language="de")
    further = f"und {reading.further} weitere" if reading.further else ""
    running = reading.running
    lasts = running and running.last_day > running.first_day and running.ends_at - running.starts_at > dt.timedelta(1)
    return when, further, "" if not running else "Läuft noch bis" if lasts else "Läuft gerade"


def assert_card(text: str, reading: Reading, where: str) -> None:
    when, further, running = words(reading)
    assert when in text, where
    assert (further in text) if further else ("weitere" not in text), where
    assert (running in text) if running else ("Läuft" not in text), where


@pytest.mark.parametrize("moment", MOMENTS)
def test_calendar_front_page_and_search_say_of_each_event_the_same(
    archive: Archive, page: ReadPage, moment: dt.datetime
) -> None:
    readings = {title: each.at(moment) for title, each in archive.items()}
    for path in (CALENDAR, "/", "/suche/?type=event"):
        for title, text in cards(page(path, moment)).items():
            assert_card(text, readings[title], f"{title} at {path}")
    listed = cards(page(CALENDAR, moment))
    ahead = {title for title, each in readings.items() if not each.is_over}
    assert ahead <= set(listed)


@pytest.mark.parametrize("moment", MOMENTS)
def test_news_name_their_events_with_their_dates(archive: Archive, page: ReadPage, moment: dt.datetime) -> None:
    news = NewsPage(title="Bericht", slug="bericht", published_on=dt.date(2026, 1, 7))
    news.event_items = [NewsEvent(event=event) for event in EventPage.objects.live()]
    published(news, below=NewsIndexPage)
    facts = page(news.get_url_parts()[2], moment).html
    for title, schedule in archive.items():
        line = re.search(rf"<dd>\s*<a\s[^>]*>{title}</a>(.*?)</dd>", facts, re.DOTALL)
        assert line
        assert_card(" ".join(re.sub(r"<[^>]*>", " ", line[1]).split()), schedule.at(moment), title)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_calendar_goes_by_the_next_date_and_keeps_its_groups_apart(
    archive: Archive, page: ReadPage, moment: dt.datetime
) -> None:
    readings = {title: each.at(moment) for title, each in archive.items()}
    order = [title for title in cards(page(CALENDAR, moment)) if not readings[title].is_over]
    ranks = [readings[title].rank[0] for title in order]
    assert ranks == sorted(ranks)
    coming = [readings[title].rank for title in order if readings[title].group == Group.COMING]
    assert coming == sorted(coming)
    text = page(CALENDAR, moment).text
    for group, heading in ((Group.LASTING, "Läuft noch Konferenz"), (Group.OPEN, "Termin offen")):
        if group == Group.OPEN:
            assert (heading in text) == any(each.group == group for each in readings.values())


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_api_has_the_same_phases_and_order(archive: Archive, api: ReadApi, moment: dt.datetime) -> None:
    readings = {title: each.at(moment) for title, each in archive.items()}
    for phase in Phase:
        found = {each["title"] for each in api(f"events?when={phase}&limit=100", moment)["items"]}
        assert found == {title for title, each in readings.items() if each.phase == phase}
    walked, cursor = [], ""
    while cursor is not None:
        answer = api(f"events?sort=start&limit=4{cursor and '&cursor='}{cursor}", moment)
        walked += [each["title"] for each in answer["items"]]
        cursor = answer["next"]
    assert len(walked) == len(set(walked)) == len(archive)
    begins = [
        readings[title].shown.starts_at for title in walked if readings[title].group in (Group.COMING, Group.OVER)
    ]
    assert begins == sorted(begins)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.plugin("feeds")
def test_feeds_name_the_same_date(archive: Archive, page: ReadPage, moment: dt.datetime) -> None:
    items = json.loads(page("/feeds/json?type=event", moment).html)["items"]
    assert {item["title"] for item in items} == set(archive)
    for item in items:
        when, further, _running = words(archive[item["title"]].at(moment))
        assert when in item["summary"]
        assert (further in item["summary"]) if further else ("weitere" not in item["summary"])


@pytest.mark.parametrize("moment", MOMENTS)
def test_pages_and_their_machine_readable_twins_agree(archive: Archive, page: ReadPage, moment: dt.datetime) -> None:
    for event in EventPage.objects.live():
        shown, schedule = page(event.get_url_parts()[2], moment), archive[event.title]
        reading = schedule.at(moment)
        head = re.search(r'<header class="lf-event-head">.*?</header>', shown.html, re.DOTALL)
        assert head
        assert reading.shown
        day = f"{reading.shown.first_day.day}."
        if not reading.shown.is_vague:
            assert day in head.group(), event.title
        _when, _further, running = words(reading)
        assert (running in head.group()) if running else ("Läuft" not in head.group()), event.title
        assert ("Diese Veranstaltung ist vorbei" in shown.text) == (reading.is_over and not schedule.is_off)
        data = next(each for each in map(json.loads, shown.scripts) if each["@type"] == "Event")
        assert schedule.first
        assert schedule.last
        assert data["startDate"][:4] == str(schedule.first.first_day.year)
        assert data.get("endDate", "9")[:10] >= data["startDate"][:10]
        assert data["eventStatus"].endswith("EventCancelled") == (schedule.status == "cancelled")


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_desk_and_the_explorer_agree(archive: Archive, moment: dt.datetime) -> None:
    user = User.objects.create_superuser("redaktion", password="x")
    found = desk_of(user, now=moment)
    ahead = {title: each.at(moment) for title, each in archive.items() if each.at(moment).next}
    expected = sorted(ahead, key=lambda title: ahead[title].rank)[: len(found.upcoming)]
    assert [ahead[line.page.title].rank for line in found.upcoming] == [ahead[title].rank for title in expected]
    assert len(found.upcoming) == min(5, len(ahead))
    over = {title for title, each in archive.items() if each.at(moment).is_over and not each.is_off}
    assert {line.page.title for line in found.unreported} <= over
    assert len(found.unreported) == min(5, len(over))


@pytest.mark.parametrize("name", ["atom", "rss", "json"])
@pytest.mark.plugin("feeds")
def test_nobody_who_has_a_feed_is_told_that_it_stays_what_it_is_when_the_clock_has_changed_it(
    archive: Archive, name: str
) -> None:
    client, address = Client(), f"/feeds/{name}?type=event"
    before = None
    for moment in moments():
        with clock(moment):
            answer = client.get(address)
            if before and before.content != answer.content:
                kept = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": before.headers["Last-Modified"]}
                for header, value in kept.items():
                    assert client.get(address, headers={header: value}).status_code == 200, (header, moment)
        before = answer
