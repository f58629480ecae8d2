"""What was once read wrongly, in the words that people see."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cms.content.models import EventPage, EventRelation
from cms.content.schedule import Schedule
from cms.publishing.models import Entry
from tests.content.making import event, on, paragraph, published
from tests.schedule.archive import at, evening
from tests.schedule.conftest import clock
from tests.site.page import Page

Archive = dict[str, Schedule]
ReadPage = Callable[[str, dt.datetime], Page]
ReadApi = Callable[[str, dt.datetime], dict[str, Any]]


def path_of(title: str) -> str:
    return str(EventPage.objects.get(title=title).get_url_parts()[2])


def document(title: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Entry.objects.get(title=title, type="event").document)
    return found


def described(shown: Page) -> dict[str, Any]:
    data: dict[str, Any] = next(each for each in map(json.loads, shown.scripts) if each["@type"] == "Event")
    return data


def test_a_series_shows_the_next_date_at_its_place(archive: Archive, page: ReadPage) -> None:
    on_17_march, on_5_march = (page("/veranstaltungen/", at(f"2026-03-{day}T12:00")).text for day in ("17", "05"))
    assert "30. März 2026, 18:00–20:00 Uhr Hafenhaus, Kiel" in on_17_march
    assert "9. März 2026, 18:00–20:00 Uhr und 2 weitere Termine Literaturhaus, Halle (Saale)" in on_5_march
    assert "Läuft gerade" not in on_5_march
    head = page(path_of("Reihe"), at("2026-03-17T12:00"))
    assert "Montag, 30. März 2026, 18:00–20:00 Uhr" in head.text
    last = page("/veranstaltungen/", at("2026-03-30T19:00")).text
    assert "Läuft gerade Reihe 30. März 2026, 18:00–20:00 Uhr Hafenhaus, Kiel" in last


def test_lines_in_any_order_begin_with_the_first_and_end_with_the_last(archive: Archive, page: ReadPage) -> None:
    shown = page(path_of("Verkehrte Reihe"), at("2026-06-01T12:00"))
    assert "Donnerstag, 18. Juni 2026, 18:00–20:00 Uhr und 2 weitere Termine" in shown.text
    data = described(shown)
    assert (data["startDate"], data["endDate"]) == ("2026-06-18T18:00+02:00", "2026-06-20T20:00+02:00")
    assert [each["startDate"][8:10] for each in data["subEvent"]] == ["18", "19", "20"]
    found = document("Verkehrte Reihe")
    assert (found["start_date"], found["end_date"]) == ("2026-06-18", "2026-06-20")
    assert [each["start_date"][8:] for each in found["occurrences"]] == ["18", "19", "20"]


def test_a_conference_of_two_days_shows_both_with_their_times(archive: Archive, page: ReadPage) -> None:
    text = page(path_of("Konferenz"), at("2026-06-01T12:00")).text
    assert "Freitag, 12. Juni 2026, 10:00–18:00 Uhr Samstag, 13. Juni 2026, 09:00–16:00 Uhr" in text


def test_a_year_is_planned_and_never_running(archive: Archive, page: ReadPage) -> None:
    text = page("/veranstaltungen/", at("2027-03-01T12:00")).text
    assert "Läuft gerade" not in text
    assert "Termin offen 2027 Sonstiges Jahr 2027" in text
    assert text.index("Termin offen") > text.index("Demnächst")


def test_an_exhibition_does_not_lead_the_lists(archive: Archive, page: ReadPage) -> None:
    text = page("/veranstaltungen/", at("2026-12-24T12:00")).text
    assert "Läuft noch bis 10. Januar 2027 Ausstellung 5. November 2026 – 10. Januar 2027" in text
    assert text.index("Silvester") < text.index("Läuft noch bis 10. Januar 2027 Ausstellung 5.")


def test_an_exhibition_over_new_year_is_in_both_years_and_the_archive_begins_with_this_year(
    archive: Archive, page: ReadPage
) -> None:
    for year in ("2026", "2027"):
        assert (
            "5. November 2026 – 10. Januar 2027" in page(f"/veranstaltungen/?year={year}", at("2026-12-24T12:00")).text
        )
    shown = page("/veranstaltungen/", at("2026-12-24T12:00"))
    archived = shown.html[shown.html.index('id="archive"') :]
    assert "?year=2026" in archived
    assert "?year=2027" not in archived
    assert "?year=2027" in shown.html


INVITATIONS = ("Zum Anmeldeformular", "5 Euro", "Online teilnehmen", "Anmeldung")


@pytest.fixture
def course(archive: Archive) -> Callable[..., str]:
    def make(**values: Any) -> str:
        given = {"registration_url": "https://anmeldung.example/", "fee": "5 Euro", **values}
        status = given.pop("of_date", "confirmed")
        with clock(at("2026-01-08T12:00")):
            line = evening("2026-03-30", online_url="https://online.example/", status=status)
            made = published(event("Kurs", line, title="Kurs", **given))
        return str(made.get_url_parts()[2])

    return make


def test_before_it_invites_and_afterwards_it_says_that_it_is_over(course: Callable[..., str], page: ReadPage) -> None:
    path = course(registration_deadline=dt.date(2026, 3, 20))
    before, closed, after = (page(path, at(f"{day}T12:00")).text for day in ("2026-03-19", "2026-03-21", "2026-03-31"))
    assert all(each in before for each in INVITATIONS)
    assert "Zum Anmeldeformular" not in closed
    assert "war bis 20. März 2026 möglich" in closed
    assert not any(each in after for each in INVITATIONS)
    assert "Diese Veranstaltung ist vorbei." in after


@pytest.mark.parametrize("values", [{"status": "cancelled", "status_note": "Sturm."}, {"of_date": "cancelled"}])
def test_what_is_called_off_no_longer_invites(
    course: Callable[..., str], page: ReadPage, values: dict[str, str]
) -> None:
    shown = page(course(**values), at("2026-03-01T12:00"))
    assert not any(each in shown.text for each in INVITATIONS)
    assert "Abgesagt" in shown.text
    assert described(shown)["eventStatus"] == "https://schema.org/EventCancelled"
    assert document("Kurs")["status"]["value"] == document("Kurs")["occurrences"][0]["status"]["value"] == "cancelled"


def test_a_date_elsewhere_names_its_clocks(archive: Archive, page: ReadPage) -> None:
    for path in ("/veranstaltungen/", path_of("Istanbul")):
        assert "18:00–20:00 Uhr (Ortszeit Istanbul)" in page(path, at("2026-03-01T12:00")).text
    assert "Ortszeit" not in page(path_of("Reihe"), at("2026-03-01T12:00")).text


def test_looking_back_finds_the_reports_behind_many_events_without(archive: Archive, page: ReadPage) -> None:
    with clock(at("2026-01-08T12:00")):
        published(
            event("Alt", on("2015-05-01"), title="Alt", report=paragraph(), report_published_on=dt.date(2015, 5, 2))
        )
        for number in range(25):
            published(event(f"Neu {number}", on("2015-06-01"), title=f"Neu {number}"))
    text = page("/", at("2026-01-09T12:00")).text
    assert "Rückblick Alle Jahre 1 Mai 2015 Sonstiges Alt" in text


def test_the_next_events_are_found_behind_many_that_are_called_off(archive: Archive, page: ReadPage) -> None:
    with clock(at("2026-01-08T12:00")):
        for number in range(20):
            published(
                event(
                    f"Aus {number}", on("2026-01-20"), title=f"Aus {number}", status="cancelled", status_note="Sturm."
                )
            )
    assert "2. März 2026" in page("/", at("2026-01-09T12:00")).text


@pytest.mark.parametrize("told_at", ["earlier", "later"])
def test_a_relation_reads_from_both_sides_with_the_dates(archive: Archive, page: ReadPage, told_at: str) -> None:
    with clock(at("2026-01-08T12:00")):
        first = published(event("Anfang", on("2026-02-01"), title="Anfang"))
        second = published(event("Fortsetzung", on("2026-04-01"), title="Fortsetzung"))
        teller, other = (first, second) if told_at == "earlier" else (second, first)
        teller.relations = [EventRelation(event=other, kind="follow_up")]
        teller.save_revision().publish()
    earlier, later = document("Anfang")["relations"], document("Fortsetzung")["relations"]
    assert [(each["kind"]["value"], each["event"]["title"], each["start_date"]) for each in earlier] == [
        ("follow_up", "Fortsetzung", "2026-04-01")
    ]
    assert [(each["kind"]["value"], each["event"]["title"], each["end_date"]) for each in later] == [
        ("follows", "Anfang", "2026-02-01")
    ]
    shown = page(str(first.get_url_parts()[2]), at("2026-01-09T12:00")).text
    assert "Folgeveranstaltung Fortsetzung 1. April 2026" in shown
    assert "Folgt auf Anfang 1. Februar 2026" in page(str(second.get_url_parts()[2]), at("2026-01-09T12:00")).text


def test_a_relation_follows_the_other_event_to_its_new_date_and_away(archive: Archive) -> None:
    with clock(at("2026-01-08T12:00")):
        first = published(event("Anfang", on("2026-02-01"), title="Anfang"))
        second = event(
            "Fortsetzung",
            on("2026-04-01"),
            title="Fortsetzung",
            relations=[EventRelation(event=first, kind="previous")],
        )
        second = published(second)
        assert [each["kind"]["value"] for each in document("Anfang")["relations"]] == ["next"]
        second.occurrences = [on("2026-04-08")]
        second.date_change_note = "Der Saal war belegt."
        second.save_revision().publish()
        assert document("Anfang")["relations"][0]["start_date"] == "2026-04-08"
        second = EventPage.objects.get(pk=second.pk)
        second.relations = []
        second.save_revision().publish()
        assert document("Anfang")["relations"] == []


def test_the_last_day_is_inclusive_and_of_a_month_its_last(archive: Archive) -> None:
    month, day, silvester = document("Monat"), document("Ein Tag"), document("Silvester")
    assert (month["start_date"], month["end_date"]) == ("2026-05-01", "2026-05-31")
    assert month["occurrences"][0]["end_date"] == "2026-05-31"
    assert (day["end"], day["end_date"]) == ("2026-03-31T00:00:00+02:00", "2026-03-30")
    assert silvester["end_date"] == "2027-01-01"
    assert document("Ohne Ende")["end"] is None
    year = document("Jahr")
    assert (year["start_date"], year["end_date"]) == ("2027-01-01", "2027-12-31")


SPANS = {"start.gte=2026-03-20&start.lt=2026-03-25": set(), "start.gte=2026-06-12&start.lt=2026-06-13": {"Konferenz"}}


@pytest.mark.parametrize(("span", "expected"), SPANS.items())
def test_no_surface_ignores_the_span_of_time(
    archive: Archive, page: ReadPage, api: ReadApi, span: str, expected: set[str]
) -> None:
    """An event with dates before and after the span is not in it."""
    now = at("2026-03-10T12:00")
    assert {each["title"] for each in api(f"events?{span}", now)["items"]} == expected
    assert {each["card"]["title"] for each in api(f"search?{span}&type=event", now)["items"]} == expected
    changes = api(f"changes?{span}&type=event&limit=100", now)["items"]
    assert {each["document"]["title"] for each in changes} == expected
    for path in (f"/veranstaltungen/?{span}", f"/suche/?type=event&{span}"):
        shown = re.sub(r"\s*([<>])\s*", r"\1", page(path, now).html)
        assert {title for title in archive if f">{title}<" in shown} == expected


@pytest.mark.parametrize(("span", "expected"), SPANS.items())
@pytest.mark.plugin("feeds")
def test_no_feed_ignores_the_span_of_time(archive: Archive, page: ReadPage, span: str, expected: set[str]) -> None:
    for name in ("atom", "rss", "json"):
        text = page(f"/feeds/{name}?type=event&{span}", at("2026-03-10T12:00")).html
        assert {title for title in archive if f'"{title}"' in text or f">{title}<" in text} == expected


def test_what_leaves_the_span_is_told_to_those_who_follow_it(archive: Archive) -> None:
    client = Client()
    with clock(at("2026-03-10T12:00")):
        first = client.get("/api/v1/changes?start.gte=2026-06-12&start.lt=2026-06-13&type=event").json()
        conference = EventPage.objects.get(title="Konferenz")
        conference.occurrences = [on("2026-07-01")]
        conference.date_change_note = "Der Saal war belegt."
        conference.save_revision().publish()
        then = client.get(
            "/api/v1/changes",
            {"start.gte": "2026-06-12", "start.lt": "2026-06-13", "type": "event", "since": first["next"]},
        ).json()
    assert [each["reason"] for each in then["items"]] == ["left-filter"]


def test_a_walk_through_a_list_keeps_its_order_while_the_clock_moves(archive: Archive) -> None:
    client, walked, cursor, now = Client(), [], "", at("2026-03-02T19:00")
    while cursor is not None:
        with clock(now):
            answer = client.get("/api/v1/events", {"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        walked += [each["title"] for each in answer["items"]]
        cursor, now = answer["next"], now + dt.timedelta(days=3)
    assert sorted(walked) == sorted(archive)


def test_a_list_has_not_changed_until_the_clock_changes_its_order(archive: Archive) -> None:
    client = Client()

    def ask(moment: str, tag: str = "") -> Any:
        with clock(at(moment)):
            return client.get("/api/v1/events?limit=3", headers={"If-None-Match": tag} if tag else {})

    first = ask("2026-03-03T12:00")
    assert ask("2026-03-09T12:00", first.headers["ETag"]).status_code == 304
    assert ask("2026-03-10T12:00", first.headers["ETag"]).status_code == 200


def test_the_archive_goes_by_the_calendar_where_it_takes_place(archive: Archive, page: ReadPage) -> None:
    """In Istanbul the first of June begins when it is still May here, and New York's last evening of the year is tomorrow here."""
    first, second = (page(f"/veranstaltungen/?year={year}", at("2026-02-01T12:00")).text for year in (2026, 2027))
    assert "Juni 2026 Jun12026 Sonstiges Juni in Istanbul" in first
    for title, shown, other in (("Silvester in New York", first, second), ("Neujahr in Istanbul", second, first)):
        assert title in shown
        assert title not in other
