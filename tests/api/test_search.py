"""The archive search over the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from search import indexing
from search.engines.base import EngineError
from search.keeping import follow
from search.service import engine
from tests.api.conftest import Get, Ledger


@pytest.fixture
def archive(ledger: Ledger) -> Iterator[Ledger]:
    """Two events and a piece of news, indexed."""
    engine().clear()
    entries = [
        ledger.add("event", "Konferenz der Migrant*innen", facets={"city": "halle-saale"}),
        ledger.add("event", "Sommerfest", facets={"city": "dortmund"}),
        ledger.add("news", "Förderung für Flüchtlinge"),
    ]
    entries[0].passages = [["Dr. Ümit Koşan betonte den Zusammenhalt", "quote", "b1", "Dr. Ümit Koşan"]]
    entries[0].save()
    indexing.rebuild(engine())
    yield ledger
    engine().clear()


def found(get: Get, query: str) -> list[str]:
    answer = get(f"search?{query}")
    assert answer.status_code == 200, answer.content
    return [item["card"]["title"] for item in answer.json()["items"]]


def test_hits_come_with_their_cards_and_the_words_that_were_found(archive: Ledger, get: Get) -> None:
    answer = get("search?q=kosan").json()
    (hit,) = answer["items"]
    assert hit.keys() == {"card", "passage", "score", "title"}
    assert hit["card"]["title"] == "Konferenz der Migrant*innen"
    assert {"text": "Koşan", "hit": True} in hit["passage"]["text"]
    assert (hit["passage"]["block_id"], hit["passage"]["speaker"]) == ("b1", "Dr. Ümit Koşan")
    assert (answer["count"], answer["page"], answer["pages"], answer["relaxed"]) == (1, 1, 1, None)


def test_a_hit_has_the_card_that_lists_have_and_its_document_on_request(archive: Ledger, get: Get) -> None:
    (card,) = get("events?city=halle-saale&fields=card").json()["items"]
    (hit,) = get("search?q=kosan&include=document").json()["items"]
    assert hit["card"] == card
    assert hit["document"] == get(f"events/{card['id']}").json()
    assert "body" not in card
    refused = get("search?q=kosan&include=partners")
    assert (refused.status_code, refused.json()["errors"][0]["allowed"]) == (400, ["document"])


def test_words_are_understood_as_on_the_search_page(archive: Ledger, get: Get) -> None:
    assert found(get, "q=Migranten") == ["Konferenz der Migrant*innen"]
    assert found(get, "q=Fluechtlinge") == ["Förderung für Flüchtlinge"]


def test_search_knows_the_filters_of_lists(archive: Ledger, get: Get) -> None:
    assert found(get, "city=dortmund") == ["Sommerfest"]
    assert sorted(found(get, "type=event")) == ["Konferenz der Migrant*innen", "Sommerfest"]
    assert found(get, "year=1999") == []
    assert len(found(get, "year=2026,2027")) == 3


def test_facets_are_counted(archive: Ledger, get: Get) -> None:
    facets = get("search?facets=city,type&city=dortmund").json()["facets"]
    assert {each["value"]: (each["count"], each["chosen"]) for each in facets["city"]} == {
        "halle-saale": (1, False),
        "dortmund": (1, True),
    }


def test_what_was_withdrawn_is_not_found(archive: Ledger, get: Get) -> None:
    entry = archive.add("event", "Geheim")
    follow(engine())
    archive.withdraw(entry)
    assert "Geheim" not in found(get, "q=Geheim")


def test_the_answer_is_as_described(archive: Ledger, get: Get) -> None:
    from jsonschema import Draft202012Validator

    description = get("openapi.json").json()
    schema = description["paths"]["/search"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    answer = get("search?q=nirgendwo&facets=city").json() | {"items": []}
    assert list(Draft202012Validator({**schema, "components": description["components"]}).iter_errors(answer)) == []


def test_an_answer_is_not_sent_twice(archive: Ledger, get: Get) -> None:
    etag = get("search?q=kosan").headers["ETag"]
    assert get("search?q=kosan", if_none_match=etag).status_code == 304


@pytest.mark.parametrize(
    "text", ['"', "'", '"„', "*", "a OR b", "NEAR(", "x:y^2", "-", "%F0%9F%8E%89", "%ED%A0%80", "AND"]
)
def test_any_sign_may_be_searched_for(archive: Ledger, get: Get, text: str) -> None:
    assert get(f"search?q={text}").status_code == 200


BAD = [
    ("q=%00", "q"),
    (f"q={'x' * 10_000}", "q"),
    ("q=a&q=b", "q"),
    ("facets=maus", "facets"),
    ("sort=datum", "sort"),
    ("page=0", "page"),
    ("page=201", "page"),
    ("limit=51", "limit"),
    ("year=achtzehn", "year"),
    ("locale=xx", "locale"),
    ("type=home", "type"),
    ("fields=title", "fields"),
]


@pytest.mark.parametrize(("query", "parameter"), BAD, ids=[query[:20] for query, _ in BAD])
def test_bad_input_names_its_parameter(archive: Ledger, get: Get, query: str, parameter: str) -> None:
    answer = get(f"search?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == parameter


def test_a_search_that_is_away_asks_for_patience(archive: Ledger, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> None:
        raise EngineError("weg")

    monkeypatch.setattr("cms.api.routes.search.search", away)
    answer = get("search?q=kosan")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_index_that_lags_behind_can_be_told_apart(archive: Ledger, get: Get) -> None:
    assert get("search?q=kosan&min_sequence=3").status_code == 200
    assert get("search?q=kosan&min_sequence=4").status_code == 503
