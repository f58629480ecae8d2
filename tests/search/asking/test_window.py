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
    start, end = window("x" * 500 + " " + "y" * 500, [(501, 1001, "y")])
    assert (start, end) == (501, 501 - BEFORE + WIDTH)
