"""A mistyped question is mended word by word; what was meant as it stands is kept."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzers
from search.analysis.vocabulary import Census
from search.correction import correct_query, corrections


def archive() -> Analyzers:
    census = Census()
    census.read(
        ["Demokratie Demokratie im Elternabend der Flüchtlinge mit VeMo. Eltern, Band, Abend, Theater, Sommerfest"],
        "de",
    )
    census.read(["neighbours meet"], "en")
    return Analyzers(census.vocabulary())


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Demokratei", "Demokratie"),
        ("demokratei", "demokratie"),
        ("Demkrati", "Demokratie"),
        ("Demkrati Theater", "Demkrati Theater"),
        ("Demokratei und Teater", "Demokratie und Theater"),
        ("  Teater   Demokratei ", "Theater Demokratie"),
        ("Elternnabend", "Elternabend"),
        ("Elternband", "Elternband"),
        ("Theater", "Theater"),
        ("Theaters", "Theaters"),
        ('"Demokratei" Teater', '"Demokratei" Theater'),
        ('"Abend"Teater', '"Abend"Theater'),
        ("-Demokratei Teater", "-Demokratei Theater"),
        ("DEMOKRATEI Teater", "DEMOKRATEI Theater"),
        ("Theater1 Demokratei", "Theater1 Demokratie"),
        ("VeMi", "VeMi"),
        ("Fluechtlnge", "Flüchtlinge"),
        ("dre Teater", "dre Theater"),
        ("", ""),
    ],
)
def test_what_was_mistyped_is_mended(typed: str, mended: str) -> None:
    analyzers = [archive().of("de")]
    assert correct_query(typed, corrections(typed, analyzers)) == mended


def test_a_mend_tells_where_it_is_and_what_it_stands_for() -> None:
    analyzers = archive()
    (mend,) = corrections("Abend der Demokratei", [analyzers.of("de"), analyzers.of("en")])
    assert (mend.start, mend.end, mend.better) == (10, 20, "Demokratie")
    assert mend.stems == ("demokratei",)


def test_a_word_of_another_language_is_not_bent() -> None:
    analyzers = archive()
    assert corrections("Abenz", [analyzers.of("de")]) != []
    assert corrections("Abenz", [analyzers.of("de"), analyzers.of("en")]) == []
