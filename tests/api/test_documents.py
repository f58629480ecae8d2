"""Single documents, and documents in other shapes: narrowed, or with what they refer to."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from cms.api.cards import CARD
from cms.public.reasons import Reason
from tests.api.conftest import Get, Ledger


def test_a_document_is_given_byte_by_byte_as_it_lies_in_the_ledger(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("event", "Konferenz", lead="„Asylprobleme sind unsere Probleme“")
    assert get(f"events/{entry.id}").content.decode() == entry.document


def test_a_document_is_one_query(ledger: Ledger, get: Get, django_assert_num_queries: Any) -> None:
    entry = ledger.add("event", "Konferenz")
    with django_assert_num_queries(1):
        get(f"events/{entry.id}")


def test_what_was_withdrawn_is_gone_and_says_why(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("person", "Dr. Ümit Koşan")
    ledger.withdraw(entry, Reason.ERASED)
    answer = get(f"people/{entry.id}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (410, "application/problem+json")
    told = answer.json()["withdrawn"]
    assert (told["reason"], told["id"], told["type"]) == ("erased", str(entry.id), "person")
    assert "Koşan" not in answer.content.decode()


def test_what_never_was_is_not_found(ledger: Ledger, get: Get) -> None:
    event = ledger.add("event", "Konferenz")
    assert get(f"events/{uuid4()}").status_code == 404
    assert get(f"partners/{event.id}").status_code == 404


def test_fields_narrow_a_document_to_any_depth(ledger: Ledger, get: Get) -> None:
    partner = ledger.add("partner", "Verband")
    picture = {"src": "https://x/1.jpg", "alt": "Ein Saal", "srcset": {"avif": [{"src": "x", "width": 400}]}}
    organisers = [{"partner": ledger.card(partner), "role": {"value": "host", "label": "Veranstalter"}}]
    entry = ledger.add("event", "Konferenz", lead="Kurz", organisers=organisers, hero_image=picture)
    narrow = get(f"events/{entry.id}?fields=title,organisers(partner(title)),hero_image(alt,srcset(avif(width)))")
    assert narrow.json() == {
        "id": str(entry.id),
        "type": "event",
        "title": "Konferenz",
        "organisers": [{"partner": {"title": "Verband"}}],
        "hero_image": {"alt": "Ein Saal", "srcset": {"avif": [{"width": 400}]}},
    }


def test_fields_narrow_lists_as_well(ledger: Ledger, get: Get) -> None:
    entry = ledger.add("event", "Konferenz", lead="Kurz", hero_image=None)
    items = get("events?fields=title,hero_image(alt)").json()["items"]
    assert items == [{"id": str(entry.id), "type": "event", "title": "Konferenz", "hero_image": None}]


def test_a_card_is_chosen_by_its_name(ledger: Ledger, get: Get) -> None:
    picture = {"src": "https://x/1.jpg", "alt": "Ein Saal", "srcset": {"avif": [{"src": "x", "width": 400}]}}
    entry = ledger.add("event", "Konferenz", lead="Kurz", theme="Lang", hero_image=picture, organisers=[])
    card = get(f"events/{entry.id}?fields=card").json()
    assert (card["lead"], card["hero_image"]) == ("Kurz", {"src": "https://x/1.jpg", "alt": "Ein Saal"})
    assert card.keys() <= CARD.keys()
    more = get("events?fields=card,theme,hero_image").json()["items"]
    assert more == [card | {"theme": "Lang", "hero_image": picture}]
    assert get("events?fields=card(title)").json()["errors"][0]["code"] == "unknown_field"


def test_fields_reach_into_blocks_of_every_kind(ledger: Ledger, get: Get) -> None:
    report = [
        {"id": "1", "type": "quote", "anchor": "b-1", "value": {"text": "So ist es", "kind": "direct"}},
        {"id": "2", "type": "paragraph", "anchor": "b-2", "value": {"html": "<p>Lang</p>"}},
    ]
    entry = ledger.add("event", "Konferenz", report=report)
    found = get(f"events/{entry.id}?fields=report(type,value(text))").json()["report"]
    assert found == [{"type": "quote", "value": {"text": "So ist es"}}, {"type": "paragraph", "value": {}}]


def test_what_is_referred_to_comes_along_once(ledger: Ledger, get: Get, django_assert_num_queries: Any) -> None:
    partner = ledger.add("partner", "Verband", lead="Wir")
    hidden = ledger.add("partner", "Aufgelöst")
    person = ledger.add("person", "Olga Ebert")
    for name in "AB":
        ledger.add(
            "event",
            name,
            organisers=[{"partner": ledger.card(partner)}, {"partner": ledger.card(hidden)}],
            report=[{"type": "quote", "value": {"speaker": {"person": ledger.card(person)}}}],
        )
    ledger.withdraw(hidden)
    with django_assert_num_queries(2):
        answer = get("events?include=partners,people").json()
    assert [each["title"] for each in answer["included"]] == ["Verband", "Olga Ebert"]
    assert answer["included"][0]["lead"] == "Wir"
    assert [each["title"] for each in get("events?include=people").json()["included"]] == ["Olga Ebert"]


@pytest.mark.parametrize("key", ["partner", 5, None, ["x"]])
def test_what_only_looks_like_a_card_refers_to_nothing(ledger: Ledger, get: Get, key: Any) -> None:
    """A block of a plugin may have members that are called so."""
    ledger.add("event", "Konferenz", report=[{"value": {"api_url": "x", "type": "partner", "id": key}}])
    answer = get("events?include=partners")
    assert (answer.status_code, answer.json()["included"]) == (200, [])


def test_a_single_document_carries_what_it_refers_to(ledger: Ledger, get: Get) -> None:
    partner = ledger.add("partner", "Verband")
    event = ledger.add("event", "Konferenz", organisers=[{"partner": ledger.card(partner)}])
    answer = get(f"events/{event.id}?include=partners&fields=title").json()
    assert answer["title"] == "Konferenz"
    assert "organisers" not in answer
    assert [each["title"] for each in answer["included"]] == ["Verband"]


def test_an_answer_that_was_overtaken_while_it_was_read_carries_no_tag(
    ledger: Ledger, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.api.routes import lists

    partner = ledger.add("partner", "Verband")
    ledger.add("event", "Konferenz", organisers=[{"partner": ledger.card(partner)}])
    read = lists.read_included

    def overtaken(*args: Any) -> Any:
        ledger.write(partner, lead="Neu")
        return read(*args)

    monkeypatch.setattr(lists, "read_included", overtaken)
    answer = get("events?include=partners")
    assert answer.json()["included"][0]["lead"] == "Neu"
    assert "ETag" not in answer.headers
