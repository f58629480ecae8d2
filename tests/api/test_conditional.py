"""Nothing is sent twice: tags, 304, HEAD, and what caches are told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from tests.api.conftest import Get, Ledger

ADDRESSES = ["", "events", "partners?page=1", "events?fields=title", "events?include=partners", "problems", "changes"]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A few things of two types."""
    partner = ledger.add("partner", "Verband")
    ledger.add("event", "Fest", organisers=[{"partner": ledger.card(partner)}])
    ledger.add("event", "Konferenz")
    return ledger


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(filled: Ledger, get: Get, path: str) -> None:
    first = get(path)
    etag = first.headers["ETag"]
    assert etag.startswith('"')
    second = get(path, if_none_match=etag)
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == etag
    assert "Content-Length" not in second.headers
    assert get(path, if_none_match='"anderes"').status_code == 200


@pytest.mark.parametrize("path", ["events", "events?fields=title", "events?include=partners", "events?when=past"])
def test_finding_out_that_nothing_changed_is_one_query(
    filled: Ledger, get: Get, path: str, django_assert_num_queries: Any
) -> None:
    etag = get(path).headers["ETag"]
    with django_assert_num_queries(1):
        assert get(path, if_none_match=etag).status_code == 304


def test_finding_out_that_nothing_changed_reads_no_document(
    filled: Ledger, get: Get, django_assert_num_queries: Any
) -> None:
    etag = get("events").headers["ETag"]
    with django_assert_num_queries(1) as asked:
        get("events", if_none_match=etag)
    assert '"publishing_entry"."document"' not in asked[0]["sql"]


@pytest.mark.parametrize("path", ["events", "events?fields=title", "events?include=partners", "partners"])
def test_no_question_takes_more_than_two_queries(
    filled: Ledger, get: Get, path: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        get(path)
    with django_assert_max_num_queries(2):
        get(path, if_none_match='"alt"')


def test_a_change_changes_the_tag(filled: Ledger, get: Get) -> None:
    before = get("events").headers["ETag"]
    entry = filled.add("event", "Sommerfest")
    added = get("events").headers["ETag"]
    filled.write(entry, lead="Neu")
    changed = get("events").headers["ETag"]
    filled.withdraw(entry)
    assert len({before, added, changed}) == 3
    assert get("events").headers["ETag"] == before
    assert get("partners").headers["ETag"] != before


def test_a_change_of_what_is_included_changes_the_tag(filled: Ledger, get: Get) -> None:
    before = get("events?include=partners").headers["ETag"]
    partner = filled.add("partner", "Neuer Verband")
    assert get("events?include=partners").headers["ETag"] != before
    assert partner.sequence


def test_each_shape_has_its_own_tag(filled: Ledger, get: Get) -> None:
    paths = ["events", "events?count=none", "events?limit=1", "events?fields=title", "events?include=partners"]
    assert len({get(path).headers["ETag"] for path in paths}) == len(paths)


def test_a_document_has_the_ledgers_own_tag(filled: Ledger, get: Get) -> None:
    entry = filled.add("event", "Lesung")
    answer = get(f"events/{entry.id}")
    assert answer.headers["ETag"] == f'"{entry.etag}"'
    assert answer.headers["Last-Modified"] == http_date(entry.updated_at.timestamp())
    assert get(f"events/{entry.id}", if_none_match=f'"{entry.etag}"').status_code == 304


def test_the_time_of_the_last_change_will_do(filled: Ledger, get: Get) -> None:
    modified = get("events").headers["Last-Modified"]
    assert modified == http_date(filled.clock.timestamp())
    assert get("events", if_modified_since=modified).status_code == 304
    filled.withdraw(filled.add("event", "Abgesagt"))
    assert get("events", if_modified_since=modified).status_code == 200


def test_a_second_that_is_not_over_is_not_called_the_last_change(ledger: Ledger, get: Get) -> None:
    ledger.clock = timezone.now() - dt.timedelta(minutes=1)
    ledger.add("event", "Soeben")
    assert "Last-Modified" not in get("events").headers


def test_lists_that_change_by_the_clock_have_no_time_of_change(filled: Ledger, get: Get) -> None:
    assert "Last-Modified" not in get("events?when=upcoming").headers


def test_a_condition_that_fails_is_a_problem(filled: Ledger, get: Get) -> None:
    answer = get("events", if_match='"anderes"')
    assert (answer.status_code, answer.headers["Content-Type"]) == (412, "application/problem+json")


def test_head_tells_the_same_without_a_body(filled: Ledger, client: Client) -> None:
    whole, head = client.get("/api/v1/events"), client.head("/api/v1/events")
    assert (head.status_code, head.content) == (200, b"")
    same = ("ETag", "Last-Modified", "Link", "Content-Type", "Content-Length", "Cache-Control", "Surrogate-Key")
    assert {name: head.headers[name] for name in same} == {name: whole.headers[name] for name in same}
    assert client.head("/api/v1/nichts").status_code == 404


def test_caches_are_told_how_long_and_by_which_name(filled: Ledger, get: Get) -> None:
    entry = filled.add("event", "Lesung")
    assert get("events").headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert get("events").headers["Surrogate-Key"] == "api events"
    assert get(f"events/{entry.id}").headers["Surrogate-Key"] == f"api events {entry.id}"
    assert get("nichts").headers["Cache-Control"] == "no-store"


def test_vary_names_the_language_only_where_it_was_negotiated(filled: Ledger, get: Get) -> None:
    assert get("events").headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert get("events?locale=de").headers["Vary"] == "Accept-Encoding"
    assert get("changes").headers["Vary"] == "Accept-Encoding"
    etag = get("events").headers["ETag"]
    assert get("events", if_none_match=etag).headers["Vary"] == "Accept-Encoding, Accept-Language"


def test_browsers_of_all_partners_may_read(filled: Ledger, get: Get, client: Client) -> None:
    for headers in ({"origin": "https://verein.example"}, {}):
        answer = get("events?locale=de", **headers)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = {"origin": "https://verein.example", "access-control-request-method": "GET"}
    assert client.options("/api/v1/events", headers=asked).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/changes", "/feeds/atom"])
@pytest.mark.parametrize("header", ["if-none-match", "if-modified-since", "if-match", "accept-language"])
def test_a_script_may_ask_whether_something_has_changed(client: Client, path: str, header: str) -> None:
    asked = {
        "origin": "https://verein.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": header,
    }
    answer = client.options(path, headers=asked)
    assert header in answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert int(answer.headers["Access-Control-Max-Age"]) >= 3600


def test_an_error_may_be_read_by_browsers_too(filled: Ledger, get: Get) -> None:
    assert get("events?x=1", origin="https://verein.example").headers["Access-Control-Allow-Origin"] == "*"


def test_pages_of_the_site_know_nothing_of_all_this(db: None, client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/robots.txt").headers
