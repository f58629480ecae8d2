"""Words are read as a German reader reads them."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzer
from search.analysis.folding import fold
from search.analysis.vocabulary import Census, Vocabulary
from search.analysis.words import PIECE, composed, words


def german() -> Analyzer:
    return Analyzer.of("de", Vocabulary())


def stems(text: str, analyzer: Analyzer | None = None) -> list[str]:
    return [form.stem for _, form in (analyzer or german()).words(text)]


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
    (_, form), *_rest = german().words("Halle")
    assert form.parts == ()


def test_languages_have_their_own_endings() -> None:
    assert stems("neighbours", Analyzer.of("en", Vocabulary())) == ["neighbour"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Andrea’s Café", ["Andrea", "Café"]),
        ("Andrea's Café", ["Andrea", "Café"]),
        ("Ali’nin evi", ["Ali", "nin", "evi"]),
        ("’s Eck", ["Eck"]),
        ("Plan B steht", ["Plan", "B", "steht"]),
        ("O’Neill", ["O", "Neill"]),
        ("U.S.A. und u.a.", ["USA", "und", "ua"]),
        ("(M)ein Recht", ["Mein", "Recht"]),
        ("NGO’s und NGOs", ["NGO", "und", "NGO"]),
        ("Verein e. V. Halle", ["Verein", "eV", "Halle"]),
        ("Bünd\u00adnis", ["Bünd\u00adnis"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("– … !", []),
    ],
)
@pytest.mark.parametrize("german", [True, False])
def test_a_text_falls_into_words(text: str, expected: list[str], german: bool) -> None:
    assert [word.base for word in words(text, german=german)] == expected


def test_a_word_tells_where_it_stands_and_how_it_is_spelt() -> None:
    text = "Für Migrant*innen in İzmir"
    found = list(words(text, german=True))
    assert [text[word.start : word.end] for word in found] == ["Für", "Migrant*innen", "in", "İzmir"]
    assert [word.spelt for word in found] == ["für", "migrant*innen", "in", "izmir"]


def test_a_letter_and_its_accent_become_one() -> None:
    assert composed("Mu\u0308ller") == "Müller"
    assert composed("Mueller") == "Mueller"


@pytest.mark.parametrize("german", [True, False], ids=["german", "others"])
def test_a_text_reads_the_same_piece_by_piece(german: bool) -> None:
    text = composed(
        "Der Verein „Safran e. V.“ (gegr. 1990)\u00a0und e.\tV sowie die e. v. Gruppe: Migrant*innen, Schüler/-innen z. B.\n"
        "Lehrer(innen) der MO’s, Andrea’s U.S.A. (K)eine e. Villa e. V.-Satzung’s Vor\u00adstand the e. V. e. V. e.V. Liste e. vV"
    )
    pieces = [
        word._replace(start=piece.start() + word.start, end=piece.start() + word.end)
        for piece in PIECE.finditer(text)
        for word in words(piece[0], german=german)
    ]
    assert pieces == list(words(text, german=german))
    assert [word.base for word in pieces].count("eV") == 7
