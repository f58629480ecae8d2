"""What an archive's words are, as counted, kept and read again."""

from __future__ import annotations

import zlib

import orjson
import pytest

from search.analysis.vocabulary import SEED, Census, Vocabulary, load


def counted(*documents: tuple[str, str]) -> Vocabulary:
    census = Census()
    for locale, text in documents:
        census.read(text.split("|"), locale)
    return census.vocabulary()


def test_words_are_counted_in_all_texts_of_all_documents() -> None:
    vocabulary = counted(("de", "Fest im Park|Fest"), ("de", "fest"), ("en", "Fest"))
    assert vocabulary.counts == {"fest": 4, "im": 1, "park": 1}
    assert vocabulary.documents == 3


def test_an_empty_archive_has_no_words() -> None:
    assert counted() == Vocabulary() == load(Vocabulary().dump())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller müller Müller", {"muller": "Müller"}),
        ("müller Müller müller", {"muller": "müller"}),
        ("Mueller", {"muller": "Mueller"}),
        ("fest", {}),
        ("VeMo", {"vemo": "VeMo"}),
        ("Mu\u0308ller", {"muller": "Müller"}),
    ],
)
def test_a_word_is_shown_as_it_is_mostly_spelt(text: str, shown: dict[str, str]) -> None:
    assert counted(("de", text)).spellings == shown


def test_every_language_has_its_own_reading() -> None:
    vocabulary = counted(("de-at", "Listen der Häuser"), ("en", "listen cities"), ("uk", "мігранти"))
    assert vocabulary.languages == ("de", "en", "uk")
    assert vocabulary.readings == {"de": {"list", "der", "haus"}, "en": {"listen", "citi"}, "uk": {"мігранти"}}
    assert vocabulary.stems == {"listen": "list", "der": "der", "hauser": "haus"}


def test_a_word_of_which_a_stemmer_leaves_nothing_is_kept_whole() -> None:
    assert "" not in counted(("ar", "ال ب")).readings["ar"]


@pytest.mark.parametrize(
    ("word", "known"),
    [("Häuser", True), ("HAUSES", True), ("city", True), ("Haustür", False), ("town", False), ("мігранти", False)],
)
def test_a_word_is_known_in_any_form_and_language(word: str, known: bool) -> None:
    assert counted(("de", "Haeuser"), ("en", "cities")).knows(word) is known


def test_a_vocabulary_is_read_as_it_was_kept() -> None:
    vocabulary = counted(("de", "Die Häuser der Vereine"), ("tr", "Işık evleri"))
    assert load(vocabulary.dump()) == vocabulary


@pytest.mark.parametrize(
    "kept",
    [
        b"broken",
        zlib.compress(b"broken"),
        zlib.compress(b"\xff"),
        b"",
        zlib.compress(b"null"),
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        zlib.compress(orjson.dumps({"readings": []})),
        zlib.compress(orjson.dumps({"readings": {"de": None}})),
        zlib.compress(orjson.dumps({"readings": {}, "of_a_later_version": 1})),
        Vocabulary().dump()[:-1],
    ],
)
def test_a_broken_vocabulary_is_said_to_be_unreadable(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r"^The vocabulary cannot be read\.$"):
        load(kept)


def test_parts_of_compounds_are_the_words_of_the_archive_and_some_more() -> None:
    parts = counted(("de", "Bagger Baggern Baggern Beirats")).parts
    assert parts["baggern"] == parts["bagger"] == ("bagg", 3)
    assert parts["beirat"] == ("beirat", SEED)
    assert parts["strasse"] == ("strass", SEED)
