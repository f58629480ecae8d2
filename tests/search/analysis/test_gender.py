"""Women, men and all others are found under one word, however they are written."""

from __future__ import annotations

import pytest

from search.analysis.languages import language
from search.analysis.words import words


def read(text: str) -> list[str]:
    return [word.base for word in words(text, german=True)]


@pytest.mark.parametrize(
    ("written", "as_"),
    [
        ("Lehrer*innen", "Lehrer"),
        ("LehrerInnen", "Lehrer"),
        ("Lehrerinnen", "Lehrer"),
        ("Lehrer(innen)", "Lehrer"),
        ("Lehrer/innen", "Lehrer"),
        ("LehrerIn", "Lehrer"),
        ("Lehrer*in", "Lehrer"),
        ("Lehrer(in)", "Lehrer"),
        ("Lehrer/in", "Lehrer"),
        ("Lehrerin", "Lehrer"),
        ("Teamer-innen", "Teamer"),
        ("Migrant(inn)en", "Migranten"),
        ("Migrant*in", "Migrant"),
        ("Kund*innenzentrum", "Kundenzentrum"),
        ("Schüler:innenrat", "Schülerrat"),
        ("SchülerInnenrat", "Schülerrat"),
        ("ExpertInnenrat", "Expertenrat"),
        ("Freundinnen", "Freunden"),
        ("Finninnen", "Finnen"),
        ("Migrant*Innen", "Migranten"),
    ],
)
def test_a_gender_form_is_read_as_the_common_word(written: str, as_: str) -> None:
    assert read(written) == [as_]


@pytest.mark.parametrize("written", ["MIGRANT*INNEN", "MIGRANT:INNEN", "MIGRANTINNEN", "LEHRER*INNEN"])
def test_headlines_in_capitals_are_understood(written: str) -> None:
    stem = language("de").stem
    assert [stem(word) for word in read(written)] == [stem("Lehrer" if "LEHRER" in written else "Migranten")]


@pytest.mark.parametrize(
    "word",
    [
        "Berlin",
        "Schwerin",
        "Valentin",
        "Konstantin",
        "gewinnen",
        "besinnen",
        "entrinnen",
        "Dachrinnen",
        "Vogelspinnen",
        "BergInnung",
        "BergInn",
        "innen",
        "von innen",
    ],
)
def test_other_words_stay_as_they_are(word: str) -> None:
    assert read(word) == word.split()


def test_what_is_within_is_no_gender_form() -> None:
    assert read("Außen/Innen, Raum-Innen") == ["Außen", "Innen", "Raum", "Innen"]


def test_other_languages_keep_their_endings() -> None:
    """„evlerin“ is Turkish: of the houses."""
    assert [word.base for word in words("evlerin Migrant*innen", german=False)] == ["evlerin", "Migrant", "innen"]
