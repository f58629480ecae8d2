"""Bad input: a problem that names the parameter and says what is allowed, never a broken page."""

from __future__ import annotations

import base64
import json

import pytest
from django.test import Client

from tests.api.conftest import Get, Ledger

SURROGATE = "%ED%A0%80"
LONG = "x" * 10_000

BAD = [
    ("events?bogus=1", "bogus", "unknown_parameter"),
    ("events?type=news", "type", "unknown_parameter"),
    ("partners?format=conference", "format", "unknown_parameter"),
    ("partners?when=past", "when", "unknown_parameter"),
    (f"events?{LONG}=1", LONG[:50], "unknown_parameter"),
    ("events?%00=1", "\x00", "unknown_parameter"),
    ("events?city=%00", "city", "malformed"),
    (f"events?city={LONG}", "city", "malformed"),
    ("events?city=", "city", "malformed"),
    ("events?when=gestern", "when", "unknown_value"),
    ("events?city=quatsch", "city", "unknown_value"),
    ("events?format=quatsch", "format", "unknown_value"),
    ("changes?topic=quatsch", "topic", "unknown_value"),
    ("search?q=Fest&partner=quatsch", "partner", "unknown_value"),
    ("events?start.gte=31.05.2018", "start.gte", "malformed_date"),
    ("events?start.gte=2018-13-45", "start.gte", "malformed_date"),
    ("events?start.gte=0001-01-01", "start.gte", "malformed_date"),
    ("events?updated.lt=9999-12-31T23:59:59-23:59", "updated.lt", "malformed_date"),
    ("search?start.lt=0001-01-01T00:00:00%2B14:00", "start.lt", "malformed_date"),
    ("events?updated.gte=%00", "updated.gte", "malformed"),
    ("events?limit=101", "limit", "out_of_range"),
    ("events?limit=0", "limit", "out_of_range"),
    ("events?limit=zwanzig", "limit", "out_of_range"),
    ("events?limit=%D9%A1", "limit", "out_of_range"),
    (f"events?limit={'9' * 29}", "limit", "out_of_range"),
    ("events?page=-1", "page", "out_of_range"),
    ("events?page=1&page=2", "page", "repeated"),
    ("events?count=vielleicht", "count", "unknown_value"),
    ("events?sort=datum", "sort", "unknown_value"),
    ("partners?sort=start", "sort", "unknown_value"),
    ("events?sort=", "sort", "unknown_value"),
    ("events?cursor=quatsch", "cursor", "malformed_cursor"),
    ("events?cursor=%00", "cursor", "malformed"),
    ("events?cursor=%C3%A4", "cursor", "malformed_cursor"),
    (f"events?cursor={LONG}", "cursor", "malformed"),
    ("events?locale=xx", "locale", "unknown_value"),
    ("events?fallback=de,none", "fallback", "not_together"),
    ("events?locale=*&fallback=de", "fallback", "not_together"),
    ("events?fields=", "fields", "malformed"),
    ("events?fields=title,,start", "fields", "malformed"),
    ("events?fields=title(", "fields", "malformed"),
    ("events?fields=title)", "fields", "malformed"),
    ("events?fields=überschrift", "fields", "malformed"),
    ("events?fields=" + "a(" * 500, "fields", "malformed"),
    ("events?fields=titel", "fields", "unknown_field"),
    ("events?fields=hero_image(quelle)", "fields", "unknown_field"),
    ("events?fields=title(x)", "fields", "unknown_field"),
    ("events?include=mäuse", "include", "unknown_value"),
    ("events?min_sequence=-5", "min_sequence", "out_of_range"),
    ("events/0b5c1f0e-0000-4000-8000-000000000000?x=1", "x", "unknown_parameter"),
    ("changes?when=past", "when", "unknown_parameter"),
    ("changes?since=7", "since", "malformed_cursor"),
    ("changes?limit=501", "limit", "out_of_range"),
    ("changes?type=maus", "type", "unknown_value"),
    ("changes?type=home", "type", "unknown_value"),
    ("lookup", "path", "missing"),
    ("lookup?path=%00", "path", "malformed"),
    (f"lookup?path=/{LONG}/", "path", "malformed"),
    ("?q=1", "q", "unknown_parameter"),
    ("problems?q=1", "q", "unknown_parameter"),
    ("openapi.json?q=1", "q", "unknown_parameter"),
]


@pytest.mark.parametrize(("path", "parameter", "code"), BAD, ids=[path[:40] for path, _, _ in BAD])
def test_bad_input_is_a_problem_that_names_its_parameter(
    ledger: Ledger, get: Get, path: str, parameter: str, code: str
) -> None:
    answer = get(path)
    assert answer.status_code == 400, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance", "errors"}
    assert (problem["errors"][0]["parameter"], problem["errors"][0]["code"]) == (parameter, code)


def test_an_unknown_parameter_is_told_what_is_allowed(ledger: Ledger, get: Get) -> None:
    allowed = get("events?stadt=halle-saale").json()["errors"][0]["allowed"]
    assert {"city", "when", "sort", "fields", "cursor"} <= set(allowed)


def test_the_cap_is_said(ledger: Ledger, get: Get) -> None:
    problem = get("events?limit=5000").json()
    assert "100" in problem["detail"]
    assert problem["errors"][0]["allowed"] == ["1…100"]


def cursor_of(get: Get, path: str) -> str:
    return str(get(path).json()["next"])


@pytest.mark.parametrize(
    "other",
    ["partners?limit=1", "events?limit=1&sort=title", "events?limit=1&format=workshop", "events?limit=1&locale=en"],
)
def test_a_cursor_is_good_for_its_own_question_only(ledger: Ledger, get: Get, other: str) -> None:
    for name in "AB":
        ledger.add("event", name)
        ledger.add("partner", name)
    cursor = cursor_of(get, "events?limit=1")
    assert get(f"events?limit=2&cursor={cursor}").status_code == 200
    assert get(f"{other}&cursor={cursor}").json()["errors"][0]["code"] == "foreign_cursor"


@pytest.mark.parametrize(
    "value",
    [
        *("x", 17, None, {}, [], "2018-05-31", "\x00", 2**70, True),
        *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"),
    ],
)
@pytest.mark.parametrize("place", [1, 2])
def test_a_forged_cursor_is_refused_or_answered(ledger: Ledger, get: Get, value: object, place: int) -> None:
    for name in "AB":
        ledger.add("event", name)
    cursor = cursor_of(get, "events?limit=1")
    content = json.loads(base64.urlsafe_b64decode(cursor + "==="))
    content[place] = value
    forged = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    assert get(f"events?limit=1&cursor={forged}").status_code in (200, 400)


@pytest.mark.parametrize("sign", ['"', "'", "%22%27%3B--", "%F0%9F%8E%89", SURROGATE, "%FF", "*", "halle (saale)"])
def test_odd_signs_get_a_sensible_answer(ledger: Ledger, get: Get, sign: str) -> None:
    assert get(f"events?city={sign}").json()["errors"][0]["code"] in ("unknown_value", "malformed")
    assert get(f"lookup?path=/{sign}/").status_code in (404, 400)


@pytest.mark.parametrize("header", [LONG, "xx;q=abc", "de;q=1.0001,*", "\x7f", "de-DE-DE-DE", ",,,;;;"])
def test_a_broken_language_header_does_no_harm(ledger: Ledger, get: Get, header: str) -> None:
    ledger.add("event", "Fest")
    assert get("events", accept_language=header).json()["count"] == 1


@pytest.mark.parametrize("header", ["quatsch", "Sun, 99 Foo 2026", '"', "W/", LONG])
def test_broken_conditions_do_no_harm(ledger: Ledger, get: Get, header: str) -> None:
    ledger.add("event", "Fest")
    assert get("events", if_modified_since=header, if_none_match=header).status_code == 200


def test_what_is_not_there_is_a_problem_too(ledger: Ledger, get: Get) -> None:
    for path in ("nichts", "events/", "events/abc", "events/%00", "events/x/y", "nichts/da/"):
        answer = get(path)
        assert answer.status_code == 404, path
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["instance"].startswith("/api/v1/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused_with_what_is_allowed(db: None, client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/events", data="{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_our_own_mistake_is_a_problem_without_its_inside(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr("cms.api.routes.lists.read_list", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/events")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"geheim" not in answer.content


def test_too_many_parameters_are_a_problem(db: None, client: Client) -> None:
    answer = client.get("/api/v1/events?" + "&".join(["city=a"] * 10_001))
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
