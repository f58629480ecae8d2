"""A hit is shown with the words around it, cut between words."""

from __future__ import annotations

import pytest

from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.highlighting import BEFORE, WIDTH, Highlighter, Range, window
from search.plan import plan


def marked(question: str, text: str) -> str:
    analyzer = Analyzer.of("de", Vocabulary())
    pieces = Highlighter(plan(question, [analyzer]), analyzer).mark(text)
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in pieces)


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("Fest", "Das Fest der Feste.", "Das [Fest] der [Feste]."),
        ("Fest", "Fest", "[Fest]"),
        ("Fest", "Feier", "Feier"),
        ("Haus", "Ha\u0308user, Haeuser", "[Häuser], [Haeuser]"),
        ("Migranten", "Migrant*innen und MigrantInnen", "[Migrant*innen] und [MigrantInnen]"),
        ('"neue Fest"', "Der neue Weg zum Fest", "Der [neue] Weg zum [Fest]"),
        ("Modelprojekt", "Ein Modellprojekt", "Ein [Modellprojekt]"),
        ("Sommerkonzert", "Sommerfest", "[Sommerfest]"),
        ("Ballon", "Balon", "Balon"),
        ("Hallenbad", "Halle", "Halle"),
        ("Somme", "Sommerfest", "Sommerfest"),
        ("Filmverein", "Der Verein", "Der [Verein]"),
        ("Verein", "Filmverein", "[Filmverein]"),
        ("…", "Das Fest", "Das Fest"),
        ("Fest", "", ""),
    ],
)
def test_hits_are_marked_as_they_are_written(question: str, text: str, shown: str) -> None:
    assert marked(question, text) == shown


def test_a_short_text_is_shown_whole() -> None:
    assert window("a " * (WIDTH // 2), []) == (0, WIDTH)
    assert window("", []) == (0, 0)


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], (0, 239)),
        ([(498, 499, "a")], (440, 669)),
        ([(0, 9, "a"), (10, 19, "a"), (500, 509, "a"), (520, 529, "b")], (440, 679)),
        ([(0, 9, "a"), (500, 509, "a"), (671, 680, "b")], (440, 679)),
        ([(0, 9, "a")], (0, 239)),
        ([(500, 509, "a")], (440, 679)),
        ([(501, 510, "a")], (450, 679)),
        ([(509, 510, "a")], (450, 689)),
        ([(990, 999, "a")], (760, 1000)),
        ([(0, 9, "a"), (500, 509, "a"), (520, 529, "b")], (440, 679)),
        ([(0, 9, "a"), (500, 509, "a")], (0, 239)),
        ([(0, 9, "a"), (10, 19, "a"), (500, 509, "b"), (680, 689, "c")], (0, 239)),
    ],
)
def test_a_piece_is_cut_around_the_densest_hits(hits: list[Range], expected: tuple[int, int]) -> None:
    text = "wort56789 " * 100
    start, end = window(text, hits)
    assert (start, end) == expected


def test_a_word_without_end_is_cut_within() -> None:
    assert window("x" * 1000, [(0, 1000, "x")]) == (0, WIDTH)
    assert window("x" * (WIDTH + 1) + " y", [(0, WIDTH + 1, "x")]) == (0, WIDTH)
    assert window("x" * (WIDTH - 1) + " " + "y" * 50, [(0, WIDTH - 1, "x")]) == (0, WIDTH - 1)
    assert window("x" * 60 + " b " + "y" * 400, [(61, 62, "b")]) == (61, 62)
    assert window("x" * 500 + "(" + "y" * 9 + " " + "z " * 300, [(501, 510, "y")]) == (441, 680)
    start, end = window("x" * 500 + " " + "y" * 500, [(501, 1001, "y")])
    assert (start, end) == (501, 501 - BEFORE + WIDTH)


FILLER = "wort56789 " * 50


def best(question: str, *texts: str) -> str:
    analyzer = Analyzer.of("de", Vocabulary())
    passage = Highlighter(plan(question, [analyzer]), analyzer).best([text, "lead", "", ""] for text in texts)
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in passage.text) if passage else ""


def test_a_piece_of_a_long_text_says_that_there_is_more() -> None:
    shown = best("Fest Halle", f"Fest {FILLER}Fest Halle {FILLER}Fest")
    assert shown.startswith("… wort56789 ")
    assert shown.endswith(" wort56789 …")
    assert shown.count("[Fest] [Halle]") == shown.count("[Fest]") == 1


def test_nothing_empty_stands_between_the_pieces() -> None:
    analyzer = Analyzer.of("de", Vocabulary())
    marker = Highlighter(plan("Fest", [analyzer]), analyzer)
    assert marker.mark("Fest") == (("Fest", True),)
    assert marker.mark("Fest Fest!") == (("Fest", True), (" ", False), ("Fest", True), ("!", False))


@pytest.mark.parametrize(
    ("question", "texts", "shown"),
    [
        ("Sommerkonzert", ["Sommerfest.", "Sommerkonzert."], "[Sommerkonzert]."),
        ("Modelprojekt", ["Modellprojekt!", "Modelprojekt!"], "[Modelprojekt]!"),
        ("Modelprojekt Theatter", ["Modelprojekt!", "Modellprojekt, Theater!"], "[Modellprojekt], [Theater]!"),
        ("Fest Halle", ["Fest, Fest, Fest", "Fest in Halle"], "[Fest] in [Halle]"),
        ("Fest", ["  ", "Feier"], "Feier"),
        ("Fest", ["  "], ""),
    ],
)
def test_the_passage_with_most_of_the_words_is_shown(question: str, texts: list[str], shown: str) -> None:
    assert best(question, *texts) == shown
