"""Words are read as a German reader reads them."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzer
from search.analysis.folding import fold
from search.analysis.vocabulary import Census, Vocabulary, load

GERMAN = Analyzer.of("de", Vocabulary())


def stems(text: str, analyzer: Analyzer = GERMAN) -> list[str]:
    return [form.stem for _, form in analyzer.words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flüchtlinge", "Fluechtlinge"),
        ("Koşan", "kosan"),
        ("Ümit", "Uemit"),
        ("İstanbul", "istanbul"),
        ("Işık", "Isik"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_of_one_word_agree(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_that_differ_stay_apart() -> None:
    assert fold("VeMo") != fold("NeMO")
    assert fold("neue") == "neue"


@pytest.mark.parametrize(
    "written",
    [
        "Migrant*innen",
        "Migrant:innen",
        "Migrant_innen",
        "Migrant·innen",
        "MigrantInnen",
        "Migrant/-innen",
        "Migrantinnen",
        "Migranten",
        "Migrantin",
        "Migrant",
    ],
)
def test_gender_forms_are_one_word(written: str) -> None:
    assert stems(written) == stems("Migranten")


@pytest.mark.parametrize("word", ["Berlin", "Termin", "gewinnen", "beginnen", "Schwerin"])
def test_words_that_merely_end_so_are_no_women(word: str) -> None:
    assert stems(word)[0].startswith(fold(word)[:5])


@pytest.mark.parametrize("written", ["MO’s", "MO's", "MOs", "MO"])
def test_plurals_of_acronyms_are_the_acronym(written: str) -> None:
    assert stems(written) == ["mo"]


@pytest.mark.parametrize("written", ["e.V.", "e. V.", "eV", "e.\xa0V."])
def test_the_legal_form_is_one_word(written: str) -> None:
    assert stems(written) == ["ev"]


def test_compounds_fall_into_parts_that_the_archive_knows() -> None:
    census = Census()
    census.read(["Politik für Flüchtlinge", "Politik der Flüchtlinge", "Politik und Flüchtlinge"], "de")
    analyzer = Analyzer.of("de", census.vocabulary())
    (_, form), *_rest = analyzer.words("Flüchtlingspolitik")
    assert form.parts == ("fluchtling", "polit")


def test_a_simple_word_has_no_parts() -> None:
    (_, form), *_rest = GERMAN.words("Halle")
    assert form.parts == ()


def test_a_vocabulary_survives_its_dump() -> None:
    census = Census()
    census.read(["Sommerfest der Vereine im Park"], "de")
    vocabulary = census.vocabulary()
    assert load(vocabulary.dump()) == vocabulary


def test_languages_have_their_own_endings() -> None:
    assert stems("neighbours", Analyzer.of("en", Vocabulary())) == ["neighbour"]
