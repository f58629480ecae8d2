"""Lists: complete documents, filters, order, pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.api.conftest import Get, Ledger

Titles = Callable[[str], list[str]]
NOW = timezone.now()
YESTERDAY, TOMORROW = NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=1)


def test_a_list_gives_whole_documents_as_they_lie_in_the_ledger(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("event", "Konferenz in Halle (Saale)", lead="Rund 50 Teilnehmende")
    answer = get("events")
    assert answer.headers["Content-Type"] == "application/json"
    assert entry.document in answer.content.decode()
    assert answer.json()["items"][0]["lead"] == "Rund 50 Teilnehmende"
    assert (answer.json()["count"], answer.json()["next"]) == (1, None)


def test_an_empty_list_says_so(ledger: Ledger, get: Get) -> None:
    assert get("events").json() == {"items": [], "count": 0, "next": None}


def test_a_list_is_one_query_however_much_its_page_holds(
    ledger: Ledger, get: Get, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(30):
        ledger.add("event", f"Fest {number}", starts_at=TOMORROW)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert get("events?limit=30").json()["count"] == 30


def test_only_its_own_type_and_only_what_is_public_is_listed(ledger: Ledger, titles: Titles) -> None:
    ledger.add("partner", "Verband")
    ledger.withdraw(ledger.add("event", "Zurückgezogen"))
    ledger.add("event", "Fest")
    assert titles("events") == ["Fest"]


def test_filters_join_with_and_their_values_with_or(ledger: Ledger, titles: Titles) -> None:
    ledger.add("event", "A", facets={"city": "halle-saale", "format": "conference"})
    ledger.add("event", "B", facets={"city": "dortmund", "format": "conference"})
    ledger.add("event", "C", facets={"city": "halle-saale", "format": "workshop"})
    assert titles("events?city=halle-saale&format=conference") == ["A"]
    assert titles("events?city=halle-saale,dortmund&sort=title") == ["A", "B", "C"]
    assert titles("events?city=halle-saale&city=dortmund") == []


def test_phases_go_by_the_clock(ledger: Ledger, titles: Titles) -> None:
    ledger.add("event", "Gestern", starts_at=YESTERDAY)
    ledger.add("event", "Morgen", starts_at=TOMORROW)
    ledger.add("event", "Jetzt", starts_at=NOW - dt.timedelta(minutes=30))
    assert titles("events?when=upcoming") == ["Morgen"]
    assert titles("events?when=running") == ["Jetzt"]
    assert titles("events?when=past,running") == ["Jetzt", "Gestern"]


def test_events_come_newest_first_everything_else_by_title(ledger: Ledger, titles: Titles) -> None:
    ledger.add("event", "Alt", starts_at=YESTERDAY)
    ledger.add("event", "Ohne Termin")
    ledger.add("event", "Neu", starts_at=TOMORROW)
    ledger.add("partner", "Zweitverband")
    ledger.add("partner", "Erstverband")
    assert titles("events") == ["Neu", "Alt", "Ohne Termin"]
    assert titles("events?sort=start") == ["Alt", "Neu", "Ohne Termin"]
    assert titles("partners") == ["Erstverband", "Zweitverband"]


@pytest.mark.parametrize("sort", ["start", "-start", "title", "-title,start", "-updated", "published,-title"])
def test_walking_a_list_gives_each_thing_once_in_the_lists_own_order(
    ledger: Ledger, titles: Titles, get: Get, sort: str
) -> None:
    for number in range(23):
        starts_at = [None, YESTERDAY, TOMORROW, YESTERDAY][number % 4]
        ledger.add("event", f"Fest {number % 5}", starts_at=starts_at, path=f"/fest-{number}/")
    whole = [item["id"] for item in get(f"events?limit=100&sort={sort}").json()["items"]]
    walked, cursor = [], ""
    while cursor is not None:
        page = get(f"events?limit=4&sort={sort}" + (f"&cursor={cursor}" if cursor else "")).json()
        walked += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert walked == whole
    assert len(set(walked)) == 23


def test_publishing_while_a_partner_walks_neither_hides_nor_doubles_a_thing(ledger: Ledger, get: Get) -> None:
    for name in "BDFHJ":
        ledger.add("partner", name)
    first = get("partners?limit=2").json()
    ledger.add("partner", "A")
    ledger.add("partner", "C")
    ledger.add("partner", "E")
    second = get(f"partners?limit=10&cursor={first['next']}").json()
    assert [item["title"] for item in first["items"] + second["items"]] == ["B", "D", "E", "F", "H", "J"]


def test_the_link_header_leads_through_pages(ledger: Ledger, get: Get) -> None:
    for number in range(5):
        ledger.add("partner", f"Verband {number}")
    header = get("partners?limit=2&page=2").headers["Link"]
    links = {relation: url for url, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', header)}
    assert set(links) == {"first", "prev", "next", "last"}
    assert links["next"] == "http://testserver/api/v1/partners?limit=2&page=3"
    assert links["last"] == links["next"]


def test_the_link_header_leads_along_the_cursor(ledger: Ledger, get: Get) -> None:
    for number in range(3):
        ledger.add("partner", f"Verband {number}")
    answer = get("partners?limit=2")
    assert f"cursor={answer.json()['next']}" in answer.headers["Link"]


def test_counting_can_be_left_out(ledger: Ledger, get: Get) -> None:
    ledger.add("partner", "Verband")
    assert "count" not in get("partners?count=none").json()


def test_a_page_after_the_last_is_empty_and_still_counts(ledger: Ledger, get: Get) -> None:
    ledger.add("partner", "Verband")
    assert get("partners?page=7").json() == {"count": 1, "items": [], "next": None}
