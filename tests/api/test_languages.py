"""Languages: what was asked for, what stands in, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.api.conftest import Get, Ledger

Titles = Callable[[str], list[str]]


@pytest.fixture
def bilingual(ledger: Ledger) -> Ledger:
    """A festival in two languages, a reading in German, a gathering in Turkish, a city in none."""
    key = uuid4()
    ledger.add("event", "Fest", key=key, facets={"city": "halle-saale"})
    ledger.add("event", "Festival", locale="en", key=key)
    ledger.add("event", "Lesung")
    ledger.add("event", "Buluşma", locale="tr")
    ledger.add("city", "Halle (Saale)")
    return ledger


def test_without_a_word_lists_are_in_the_default_language(bilingual: Ledger, titles: Titles) -> None:
    assert titles("events?sort=title") == ["Fest", "Lesung"]


def test_one_language_means_that_one_only(bilingual: Ledger, titles: Titles) -> None:
    assert titles("events?locale=en") == ["Festival"]
    assert titles("events?locale=en&fallback=none") == ["Festival"]


def test_another_language_stands_in_once_per_thing_and_says_so(bilingual: Ledger, get: Get) -> None:
    items = get("events?locale=en&fallback=de&sort=title").json()["items"]
    assert [(item["title"], item["locale"], item["is_fallback"]) for item in items] == [
        ("Festival", "en", False),
        ("Lesung", "de", True),
    ]


def test_languages_stand_in_by_the_order_given(bilingual: Ledger, titles: Titles) -> None:
    assert titles("events?locale=ar&fallback=en,de&sort=title") == ["Festival", "Lesung"]
    assert titles("events?locale=ar&fallback=de,en&sort=title") == ["Fest", "Lesung"]


def test_a_translation_that_was_withdrawn_lets_the_other_one_stand_in(
    bilingual: Ledger, titles: Titles, get: Get
) -> None:
    key = uuid4()
    bilingual.add("event", "Markt", key=key)
    bilingual.withdraw(bilingual.add("event", "Market", locale="en", key=key))
    assert "Markt" in titles("events?locale=en&fallback=de")


def test_all_languages_at_once(bilingual: Ledger, titles: Titles) -> None:
    assert len(titles("events?locale=*")) == 4


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("en", ["Festival", "Lesung"]),
        ("en-GB,en;q=0.9,de;q=0.5", ["Festival", "Lesung"]),
        ("fr-CA, tr;q=0.8", ["Buluşma", "Fest", "Lesung"]),
        ("de", ["Fest", "Lesung"]),
        ("pl", ["Fest", "Lesung"]),
    ],
)
def test_the_browsers_languages_count_where_no_other_is_asked_for(
    bilingual: Ledger, get: Get, header: str, expected: list[str]
) -> None:
    assert [item["title"] for item in get("events?sort=title", accept_language=header).json()["items"]] == expected
    assert get("events?locale=tr", accept_language=header).json()["count"] == 1


def test_the_answer_says_its_language(bilingual: Ledger, get: Get) -> None:
    assert get("events?locale=en").headers["Content-Language"] == "en"
    assert get("events?locale=en&fallback=de").headers["Content-Language"] == "de, en"
    assert get("cities?locale=en").headers["Content-Language"] == "de"


def test_records_belong_to_all_languages(bilingual: Ledger, get: Get) -> None:
    item = get("cities?locale=en").json()["items"][0]
    assert (item["title"], item["is_fallback"]) == ("Halle (Saale)", False)


def test_a_single_document_is_the_one_with_the_id_whatever_the_browser_speaks(bilingual: Ledger, get: Get) -> None:
    entry = bilingual.add("event", "Tagung")
    answer = get(f"events/{entry.id}", accept_language="en")
    assert answer.json()["title"] == "Tagung"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_single_document_can_be_had_in_another_language(bilingual: Ledger, get: Get) -> None:
    key = uuid4()
    german = bilingual.add("event", "Markt", key=key)
    bilingual.add("event", "Market", locale="en", key=key)
    assert get(f"events/{german.id}?locale=en").json()["title"] == "Market"
    assert get(f"events/{german.id}?locale=tr").status_code == 404
    standing_in = get(f"events/{german.id}?locale=tr&fallback=de")
    assert (standing_in.json()["title"], standing_in.json()["is_fallback"]) == ("Markt", True)
    assert standing_in.headers["ETag"] != f'"{german.etag}"'
