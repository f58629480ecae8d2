"""Every language of the site has its own endings, letters and little words."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzer, Analyzers
from search.analysis.languages import language
from search.analysis.prefixes import squeezed
from search.analysis.vocabulary import Census, Vocabulary


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [
        ("de", "Häuser", "Haus"),
        ("de", "HAEUSER", "Häusern"),
        ("de-at", "Vereine", "Verein"),
        ("de", "Cafés", "Cafes"),
        ("en", "CITIES", "city"),
        ("en-gb", "immigrants", "IMMIGRANT"),
        ("tr", "KIZLAR", "kızlar"),
        ("tr", "KIZLAR", "kız"),
        ("tr", "İZMİRLİLER", "izmirliler"),
        ("tr", "DERNEĞİNİN", "dernek"),
        ("fr", "réunions", "Réunion"),
        ("ru", "мигрантов", "Мигранты"),
        ("ar", "المهاجرون", "مهاجر"),
        ("uk", "МІГРАНТИ", "мігранти"),
        ("xx", "Örtlich", "ortlich"),
    ],
)
def test_forms_of_a_word_have_one_stem(locale: str, one: str, other: str) -> None:
    assert language(locale).stem(one) == language(locale).stem(other)


def test_a_language_that_nobody_knows_keeps_its_endings() -> None:
    assert language("xx").stem("cities") == "cities"
    assert language("xx").stop_words == frozenset()


@pytest.mark.parametrize(
    ("locale", "word", "says_nothing"),
    [
        ("de", "für", True),
        ("de", "FUER", True),
        ("de", "Fest", False),
        ("de", "the", False),
        ("en", "the", True),
        ("tr", "için", True),
        ("xx", "the", False),
    ],
)
def test_little_words_are_known_as_such(locale: str, word: str, says_nothing: bool) -> None:
    assert Analyzer.of(locale, Vocabulary()).form(word).is_stop_word is says_nothing


def archive(**texts: str) -> Analyzers:
    census = Census()
    for locale, text in texts.items():
        census.read([text], locale)
    return Analyzers(census.vocabulary())


def test_a_word_is_read_in_the_language_of_its_text() -> None:
    analyzers = archive(de="Listen", en="listen")
    assert analyzers.of("de").form("Listen").stem == "list"
    assert analyzers.of("en").form("listen").stem == "listen"


def test_the_analyzer_of_a_language_is_made_once() -> None:
    analyzers = archive(de="Listen")
    assert analyzers.of("de") is analyzers.of("de")
    assert analyzers.of("de").form("Listen") is analyzers.of("de").form("Listen")


def test_a_word_is_known_in_its_own_language() -> None:
    analyzers = archive(de="Häuser", en="cities")
    known = [
        (locale, word)
        for locale in ("de", "en", "tr")
        for word in ("Haus", "city")
        if analyzers.of(locale).knows(analyzers.of(locale).form(word))
    ]
    assert known == [("de", "Haus"), ("en", "city")]


def test_only_german_words_are_taken_apart() -> None:
    analyzers = archive(de="Film Film Fest Fest")
    assert analyzers.of("de").form("Filmvereine").parts == ("film", "verein")
    assert analyzers.of("de").form("Hauskunst").parts == ("haus", "kunst")
    assert analyzers.of("en").form("Filmfest").parts == ()


def test_a_word_keeps_the_stem_that_it_was_indexed_under() -> None:
    """A later stemmer may know better, and must not part questions from documents."""
    analyzer = Analyzer.of("de", Vocabulary(counts={"hauser": 1}, stems={"hauser": "hauser"}))
    assert analyzer.form("Häuser").stem == "hauser"


@pytest.mark.parametrize(
    ("word", "once"),
    [("modellprojekt", "modelprojekt"), ("halle", "hale"), ("schifffahrt", "schifahrt"), ("fest", "fest")],
)
def test_doubled_letters_are_written_once(word: str, once: str) -> None:
    assert squeezed(word) == once
