"""Slips of the pen are mended with words that the archive has, and other words are left alone."""

from __future__ import annotations

import pytest

from search.analysis.spelling import is_acronym, nearest_word, unslipped

WORDS = {"halle": 9, "demokratie": 9, "flohmarkt": 9, "migration": 9, "eltern": 9, "vereine": 9, "jede": 9}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ahlle", "halle"),
        ("halel", "halle"),
        ("halll", "halle"),
        ("xalle", "halle"),
        ("hxlle", "halle"),
        ("halles", "halle"),
        ("xhalle", "halle"),
        ("haslle", "halle"),
        ("vrein", None),
        ("verene", "vereine"),
        ("ereine", "vereine"),
        ("verein", "vereine"),
        ("elternn", "eltern"),
        ("halle", None),
        ("alle", None),
        ("jedes", None),
        ("etlren", None),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str | None) -> None:
    assert nearest_word(typed, WORDS) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("flxhmarqt", "flohmarkt"),
        ("demkrati", "demokratie"),
        ("demokratiexx", "demokratie"),
        ("emokrtie", "demokratie"),
        ("mogratixn", "migration"),
        ("xlohmbrkt", "flohmarkt"),
        ("flohmrktx", "flohmarkt"),
        ("flohmaxkq", "flohmarkt"),
        ("xlohmarkx", None),
        ("emxkrxtie", None),
        ("xxmokratxe", None),
        ("flohxxxkt", None),
        ("vxreixe", None),
    ],
)
def test_two_slips_are_mended_in_long_words(typed: str, meant: str | None) -> None:
    assert nearest_word(typed, WORDS) == meant


def test_the_same_letters_are_not_the_same_word() -> None:
    assert nearest_word("lagerraum", {"regalraum": 9}) is None


def test_two_slips_are_looked_for_only_if_there_is_time() -> None:
    assert nearest_word("flxhmarqt", WORDS, thorough=False) is None
    assert nearest_word("flxhmarkt", WORDS, thorough=False) == "flohmarkt"


@pytest.mark.parametrize(
    ("typed", "counts", "meant"),
    [
        ("wagem", {"wagen": 1, "wages": 9, "waren": 99}, "wages"),
        ("wagem", {"wages": 1, "wagen": 9}, "wagen"),
        ("wagem", {"wages": 3, "wagen": 3}, "wages"),
        ("flohmarkx", {"flohmarkt": 1, "flohmarken": 99}, "flohmarkt"),
    ],
)
def test_the_nearest_and_then_the_most_frequent_word_is_meant(typed: str, counts: dict[str, int], meant: str) -> None:
    assert nearest_word(typed, counts) == meant


@pytest.mark.parametrize(
    ("typed", "counts", "meant"),
    [
        ("lantern", {"landern": 9}, None),
        ("lanern", {"landern": 9}, "landern"),
        ("landder", {"lander": 9}, "lander"),
        ("lanxerns", {"landerns": 9}, "landerns"),
        ("alndern", {"landern": 9}, "landern"),
        ("lanterns", {"landern": 9}, None),
        ("flohmarkx", {"flohmarkt": 9}, "flohmarkt"),
        ("flohmxrk", {"flohmarkt": 9}, None),
        ("flohmrk", {"flohmarkt": 9}, None),
        ("demkrati", {"demokratie": 9}, "demokratie"),
    ],
)
def test_a_word_of_another_language_is_not_bent(typed: str, counts: dict[str, int], meant: str | None) -> None:
    assert nearest_word(typed, counts, sure=False) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("elternnabend", "elternabend"),
        ("eelternabend", "elternabend"),
        ("elternabendd", "elternabend"),
        ("letternabend", None),
        ("letern", "eltern"),
        ("eltenr", "eltern"),
        ("etlern", "eltern"),
        ("elternband", None),
        ("elternabend", None),
        ("etern", None),
        ("ahlle", "halle"),
        ("llee", None),
    ],
)
def test_in_a_compound_only_what_is_surely_a_slip_is_mended(typed: str, meant: str | None) -> None:
    assert unslipped(typed, {"elternabend": 3, "eltern": 9, "halle": 1, "elle": 5, "lee": 1}) == meant


def test_of_two_slips_the_more_frequent_word_is_meant() -> None:
    assert unslipped("mietten", {"mieten": 9, "mitteen": 1, "meitten": 1}) == "mieten"
    assert unslipped("mietten", {"mieten": 1, "meitten": 9}) == "meitten"
    assert unslipped("mietten", {"mieten": 2, "meitten": 2}) == "mieten"


@pytest.mark.parametrize(
    ("word", "expected"), [("VeMo", True), ("NGO", True), ("MO", True), ("Halle", False), ("halle", False), ("", False)]
)
def test_acronyms_are_known_by_their_capitals(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected
