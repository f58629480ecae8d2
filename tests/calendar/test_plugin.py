"""The calendar in a running site: for one event, each list and filter, a partner, a city, a search."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.extend import activation_cache, public_id, registry
from cms.extend.models import Activation
from cms.publishing import ledger
from cms.publishing.models import Reason
from tests.calendar.reading import by_ical, by_vobject, is_well_formed, values
from tests.content import making

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

Read = Callable[..., str]
Clock = Callable[[dt.datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the time of the whole site."""

    def at(now: dt.datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    at(NOW)
    return at


@pytest.fixture
def home(db: None, clock: Clock) -> models.HomePage:
    return ensure_initial_site("http://testserver", locale="de")


@pytest.fixture
def read(home: models.HomePage, client: Client) -> Read:
    """The calendar with these filters, which must be well-formed for all who read calendars."""

    def ask(query: str = "") -> str:
        answer = client.get(f"/feeds/calendar.ics?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8"), (
            answer.content
        )
        text: str = answer.content.decode()
        is_well_formed(text)
        assert len(by_vobject(text)) == len(by_ical(text))
        return text

    return ask


def event(theme: str, *days: str, **fields: Any) -> models.EventPage:
    dates = [making.on(day, place=making.place(where=fields.pop("where", "Halle"))) for day in days]
    page: models.EventPage = making.published(making.event(theme, *dates, title=theme, **fields))
    return page


def summaries(text: str) -> list[str]:
    return values(text, "SUMMARY")


def again(page: models.EventPage) -> models.EventPage:
    return models.EventPage.objects.get(pk=page.pk)


GONE = "Abgesagt oder zurückgezogen"


def test_a_calendar_holds_what_is_ahead_and_ninety_days_of_what_was(read: Read) -> None:
    for theme, day in [("Lang her", "2026-08-20"), ("Neulich", "2026-09-01"), ("Bald", "2027-01-05")]:
        event(theme, day)
    assert summaries(read()) == ["Neulich", "Bald"]
    assert summaries(read("start.gte=2020-01-01")) == ["Lang her", "Neulich", "Bald"]
    assert summaries(read("start.gte=2026-12-01")) == ["Bald"]
    assert summaries(read("when=past")) == ["Neulich"]


def test_an_event_has_a_calendar_of_its_own_however_old_it_is(read: Read) -> None:
    old = event("Lang her", "2018-05-31", "2018-06-01")
    event("Bald", "2027-01-05")
    text = read(f"id={public_id(old)}")
    assert summaries(text) == ["Lang her", "Lang her"]
    assert values(text, "NAME") == ["Lang her – Litfass"]


def test_a_calendar_takes_the_filters_of_lists(read: Read) -> None:
    host = making.partner("Verein Beispiel")
    event("In Halle", "2027-01-05", organisers=[models.EventOrganiser(partner=host)])
    event("In Kiel", "2027-01-06", where="Kiel", format="workshop")
    assert summaries(read("city=kiel")) == ["In Kiel"]
    assert summaries(read("format=workshop&city=halle-saale")) == []
    assert summaries(read(f"partner={host.slug}")) == ["In Halle"]
    assert summaries(read("city=kiel,halle-saale")) == ["In Halle", "In Kiel"]
    assert values(read("city=kiel"), "SOURCE") == ["http://testserver/feeds/calendar.ics?city=kiel"]


@pytest.mark.parametrize(
    "query",
    ["id=x", "id=", "q=", "q=a&q=b", f"q={'a' * 201}", "stadt=kiel", "type=news", "start.gte=quatsch", "locale=xx"],
)
def test_what_cannot_be_understood_is_refused(home: models.HomePage, client: Client, query: str) -> None:
    answer = client.get(f"/feeds/calendar.ics?{query}")
    assert answer.status_code == 400
    assert answer.content.decode().startswith(("id:", "q:", "There is no parameter", "type:", "start.gte:", "locale:"))


def test_nothing_is_cut_silently(read: Read, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(registry().exporters["calendar.ics"], limit=2)
    monkeypatch.setattr("cms.site.feeds.view.feeds_of", lambda request: [small])
    event("Eins", "2027-01-05")
    event("Zwei", "2027-01-06")
    assert len(summaries(read())) == 2
    event("Drei", "2027-01-07")
    answer = client.get("/feeds/calendar.ics")
    assert answer.status_code == 400
    assert "More than 2 things are meant" in answer.content.decode()


def test_a_change_keeps_the_name_and_raises_the_number(read: Read) -> None:
    page = event("Fest", "2027-01-05", "2027-02-05")
    before = read()
    page = again(page)
    first, second = page.occurrences.all()
    first.start_date, page.date_change_note = dt.date(2027, 1, 12), "Saal belegt"
    page.occurrences = [first, second]
    page.save_revision().publish()
    after = read()
    assert values(after, "UID") == values(before, "UID")
    assert "20270112" in after
    assert int(values(after, "SEQUENCE")[0]) > int(values(before, "SEQUENCE")[0])
    assert summaries(after) == ["Fest", "Fest"]


def test_a_date_that_a_draft_added_keeps_its_name_whichever_version_is_published(read: Read) -> None:
    page = event("Fest", "2027-01-05")
    draft = again(page).get_latest_revision_as_object()
    draft.occurrences.add(making.on("2027-02-05", sort_order=1))
    revision = draft.save_revision()
    revision.publish()
    before = values(read(), "UID")
    # A revision never learns which keys its new lines got: published again, it has none for them.
    dates = list(revision.as_object().occurrences.all())
    assert [line.pk for line in dates].count(None) == 1
    revision.publish()
    assert values(read(), "UID") == before
    moved = revision.as_object()
    new = next(line for line in moved.occurrences.all() if line.pk is None)
    new.start_date, moved.date_change_note = dt.date(2027, 2, 12), "Saal belegt"
    moved.save_revision().publish()
    after = read()
    assert values(after, "UID") == before
    assert "20270212" in after


def test_a_cancelled_event_stays_and_says_so(read: Read) -> None:
    page = event("Fest", "2027-01-05")
    number = int(values(read(), "SEQUENCE")[0])
    page = again(page)
    page.status, page.status_note = "cancelled", "Sturm"
    page.save_revision().publish()
    text = read()
    assert (summaries(text), values(text, "STATUS")) == (["Abgesagt: Fest"], ["CANCELLED"])
    assert int(values(text, "SEQUENCE")[0]) > number


WAYS: dict[str, Callable[[models.EventPage], object]] = {
    "taken back": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "restricted": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "groups": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(
        Group.objects.get(name="Redaktion")
    ),
    "password": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="password", password="x"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_withdrawn_is_cancelled_for_a_while_without_a_word_of_it(read: Read, clock: Clock, way: str) -> None:
    host = making.partner("Verein Beispiel")
    page = event("Geheimes Fest", "2027-01-05", "2026-11-01", organisers=[models.EventOrganiser(partner=host)])
    queries = ["", "city=halle-saale", f"id={public_id(page)}", "partner=verein-beispiel"]
    before = read()
    clock(NOW + DAY)
    WAYS[way](again(page))
    for query in queries:
        text = read(query)
        assert (summaries(text), values(text, "STATUS")) == ([GONE], ["CANCELLED"])
        assert values(text, "UID") == values(before, "UID")[1:], "what has taken place was not called off"
        assert int(values(text, "SEQUENCE")[0]) > int(values(before, "SEQUENCE")[1])
        for word in ("Geheim", "Literaturhaus", "Verein"):
            assert word not in text.replace("Verein Beispiel – Litfass", "")
    making.city("Kiel")
    never = ["city=kiel", "id=0b5ef8a1-7f0c-4b0e-9d3b-000000000001", "locale=en", "when=upcoming"]
    assert [query for query in never if summaries(read(query))] == []
    clock(NOW + 32 * DAY)
    assert [query for query in queries if summaries(read(query))] == []


def test_of_what_is_erased_nothing_is_said(read: Read) -> None:
    page = event("Fest mit Ada Beispiel", "2027-01-05")
    ledger.withdraw(public_id(page), Reason.ERASED)
    assert summaries(read()) == summaries(read(f"id={public_id(page)}")) == []


def test_a_date_that_is_taken_out_is_cancelled_for_a_while(read: Read, clock: Clock) -> None:
    page = event("Fest", "2027-01-05", "2027-02-05")
    uids = values(read(), "UID")
    clock(NOW + DAY)
    page = again(page)
    page.occurrences, page.date_change_note = list(page.occurrences.all())[:1], "Saal belegt"
    page.save_revision().publish()
    text = read()
    assert (values(text, "STATUS"), summaries(text)) == (["CONFIRMED", "CANCELLED"], ["Fest", GONE])
    assert values(text, "UID") == uids
    clock(NOW + 32 * DAY)
    assert values(read(), "STATUS") == ["CONFIRMED"]


def test_what_comes_back_is_no_longer_cancelled(read: Read) -> None:
    page = event("Fest", "2027-01-05")
    number = int(values(read(), "SEQUENCE")[0])
    again(page).unpublish()
    again(page).save_revision().publish()
    text = read()
    assert (summaries(text), values(text, "STATUS")) == (["Fest"], ["CONFIRMED"])
    assert int(values(text, "SEQUENCE")[0]) > number


def test_who_has_the_calendar_is_told_that_nothing_has_changed(read: Read, client: Client, clock: Clock) -> None:
    page = event("Fest", "2027-01-05")
    clock(NOW + dt.timedelta(hours=1))
    answer = client.get("/feeds/calendar.ics")
    tag = {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]}
    since = {"HTTP_IF_MODIFIED_SINCE": answer.headers["Last-Modified"]}
    for condition in (tag, since):
        unchanged = client.get("/feeds/calendar.ics", **condition)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
    head = client.head("/feeds/calendar.ics")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])
    assert client.get("/feeds/calendar.ics").content == answer.content
    again(page).unpublish()
    clock(NOW + dt.timedelta(hours=2))
    assert (
        client.get("/feeds/calendar.ics", **tag).status_code
        == client.get("/feeds/calendar.ics", **since).status_code
        == 200
    )


def test_a_calendar_from_which_the_clock_takes_something_is_another_one(
    client: Client, home: models.HomePage, clock: Clock
) -> None:
    event("Fest", "2026-11-20")
    clock(NOW + DAY)
    answer = client.get("/feeds/calendar.ics")
    conditions = (
        {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": answer.headers["Last-Modified"]},
    )
    clock(NOW + 100 * DAY)
    for condition in conditions:
        assert client.get("/feeds/calendar.ics", **condition).status_code == 200


def test_a_calendar_of_many_asks_as_often_as_one_of_few(read: Read) -> None:
    def count() -> int:
        read()
        with CaptureQueriesContext(connection) as captured:
            read()
        return len(captured)

    event("Eins", "2027-01-05")
    event("Weg", "2027-01-05").unpublish()
    read()
    before = count()
    for number in range(5):
        event(f"Fest {number}", "2027-01-05")
        event(f"Weg {number}", "2027-01-05").unpublish()
    assert count() == before
    assert before <= 6


# Links from the pages.


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
