"""The calendar in a running site: for one event, each list and filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.content import models
from cms.extend import public_id, registry
from cms.publishing import ledger
from cms.publishing.models import Reason
from tests.calendar.conftest import GONE, MOMENT, Clock, Read, again, event, summaries
from tests.calendar.reading import values
from tests.content import making

DAY = dt.timedelta(days=1)


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
    clock(MOMENT + DAY)
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
    clock(MOMENT + 32 * DAY)
    assert [query for query in queries if summaries(read(query))] == []


def test_of_what_is_erased_nothing_is_said(read: Read) -> None:
    page = event("Fest mit Ada Beispiel", "2027-01-05")
    ledger.withdraw(public_id(page), Reason.ERASED)
    assert summaries(read()) == summaries(read(f"id={public_id(page)}")) == []


def test_a_date_that_is_taken_out_is_cancelled_for_a_while(read: Read, clock: Clock) -> None:
    page = event("Fest", "2027-01-05", "2027-02-05")
    uids = values(read(), "UID")
    clock(MOMENT + DAY)
    page = again(page)
    page.occurrences, page.date_change_note = list(page.occurrences.all())[:1], "Saal belegt"
    page.save_revision().publish()
    text = read()
    assert (values(text, "STATUS"), summaries(text)) == (["CONFIRMED", "CANCELLED"], ["Fest", GONE])
    assert values(text, "UID") == uids
    clock(MOMENT + 32 * DAY)
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
    clock(MOMENT + dt.timedelta(hours=1))
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
    clock(MOMENT + dt.timedelta(hours=2))
    assert (
        client.get("/feeds/calendar.ics", **tag).status_code
        == client.get("/feeds/calendar.ics", **since).status_code
        == 200
    )


def test_a_calendar_from_which_the_clock_takes_something_is_another_one(
    client: Client, home: models.HomePage, clock: Clock
) -> None:
    event("Fest", "2026-11-20")
    clock(MOMENT + DAY)
    answer = client.get("/feeds/calendar.ics")
    conditions = (
        {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": answer.headers["Last-Modified"]},
    )
    clock(MOMENT + 100 * DAY)
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
