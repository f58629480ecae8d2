"""Each thing in the best of several languages."""

from __future__ import annotations

from uuid import uuid4

from cms.publishing.models import Entry
from cms.publishing.reading import entries, languages
from cms.publishing.reading.languages import Languages
from tests.publishing.rows import Rows, titles

GERMAN, ENGLISH_OR_GERMAN = Languages(), Languages(("en", "de"))


def test_which_one_stands_in() -> None:
    assert not GERMAN.is_fallback("en")
    assert not ENGLISH_OR_GERMAN.is_fallback("en")
    assert not ENGLISH_OR_GERMAN.is_fallback("")
    assert ENGLISH_OR_GERMAN.is_fallback("de")
    assert [ENGLISH_OR_GERMAN.rank(code) for code in ("en", "de", "ar", "")] == [0, 1, 2, 2]


def test_each_thing_comes_once_in_its_best_language(ledger: Rows) -> None:
    both = ledger.add("event", "Fest")
    ledger.add("event", "Feast", locale="en", key=both.translation_key)
    ledger.add("event", "Markt")
    ledger.add("event", "Arabisch", locale="ar")
    ledger.add("city", "Kiel", locale="")
    # Two types may share a key: a plugin's page may be made from an event's.
    ledger.add("news", "Notice", locale="en", key=uuid4())
    ledger.add("news", "Neues", key=Entry.objects.get(title="Arabisch").translation_key)
    ledger.add("partner", "Release", locale="en", key=Entry.objects.get(title="Markt").translation_key)
    live = entries.live_entries().order_by("sequence")
    assert [titles(part.exclude(type="partner")) for part in languages.in_languages(live, ENGLISH_OR_GERMAN)] == [
        ["Kiel"],
        ["Feast", "Notice"],
        ["Markt", "Neues"],
    ]
    assert [len(part) for part in languages.in_languages(live, GERMAN)] == [len(live)]
    assert [titles(part) for part in languages.in_languages(live, Languages(("ar",)))] == [["Kiel"], ["Arabisch"]]


def test_who_asks_for_a_type_is_not_told_of_what_it_cannot_have(ledger: Rows) -> None:
    ledger.add("event", "Fest")
    ledger.add("city", "Kiel", locale="")
    parts = {
        types: languages.in_languages(entries.live_entries(types), Languages(("de",)), types)
        for types in (("event",), ("city",), ("event", "city"), ())
    }
    assert {types: [titles(part) for part in each] for types, each in parts.items()} == {
        ("event",): [["Fest"]],
        ("city",): [["Kiel"]],
        ("event", "city"): [["Kiel"], ["Fest"]],
        (): [["Kiel"], ["Fest"]],
    }


def test_what_is_elsewhere_only_is_counted(ledger: Rows) -> None:
    both = ledger.add("event", "Fest")
    ledger.add("event", "Feast", locale="en", key=both.translation_key)
    ledger.add("event", "Market", locale="en")
    ledger.add("event", "Arabisch", locale="ar")
    ledger.add("city", "Kiel", locale="")
    assert languages.count_elsewhere(entries.live_entries(), "de") == {"en": 1, "ar": 1}
    assert languages.count_elsewhere(entries.live_entries(), "en") == {"ar": 1}
