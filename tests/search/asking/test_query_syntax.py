"""What a person typed is understood: words, phrases, and what shall not be there."""

from __future__ import annotations

import pytest

from search.query_syntax import LONGEST, Question, clean, parse


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Halle Fest", Question(words="Halle Fest")),
        ('"Neue Nachbarn" Halle', Question(words="Halle", phrases=("Neue Nachbarn",))),
        ("„Neue Nachbarn“ Halle", Question(words="Halle", phrases=("Neue Nachbarn",))),
        ("«Neue Nachbarn»", Question(words="", phrases=("Neue Nachbarn",))),
        (
            'Fest -Halle -"neue Nachbarn"',
            Question(words="Fest", without=("Halle",), without_phrases=("neue Nachbarn",)),
        ),
        ("Fest -Halle -Jena Essen", Question(words="Fest Essen", without=("Halle", "Jena"))),
        ('"a" "b" -"c" -"d"', Question(words="", phrases=("a", "b"), without_phrases=("c", "d"))),
        ("Deutsch-Türkisch", Question(words="Deutsch-Türkisch")),
        ("Halle - Saale", Question(words="Halle - Saale")),
        ('Halle "offen', Question(words="Halle offen")),
        ('"" -""', Question(words="")),
        ('"  Halle  "', Question(words="", phrases=("Halle",))),
        ('Halle"Saale"', Question(words="Halle Saale")),
        ("a -b c", Question(words="a c", without=("b",))),
        ("", Question(words="")),
    ],
)
def test_a_question_is_taken_apart(typed: str, question: Question) -> None:
    assert parse(typed) == question


@pytest.mark.parametrize(
    ("typed", "demands", "text"),
    [
        ("Halle", False, "Halle"),
        ('Halle "neue Nachbarn"', True, "Halle neue Nachbarn"),
        ('"neue Nachbarn"', True, "neue Nachbarn"),
        ("Halle -Jena", True, "Halle"),
        ('-"neue Nachbarn"', True, ""),
    ],
)
def test_a_question_tells_what_it_demands_and_looks_for(typed: str, demands: bool, text: str) -> None:
    assert (parse(typed).demands, parse(typed).text) == (demands, text)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Halle \t\n Saale ", "Halle Saale"),
        ("Halle\x00Saale\ud800!", "Halle Saale !"),
        ("Mu\u0308ller", "Müller"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * LONGEST),
        ("x" * LONGEST + " y", "x" * LONGEST),
        ("x" * (LONGEST - 2) + " y", "x" * (LONGEST - 2) + " y"),
        ("x" * (LONGEST - 2) + " yz", "x" * (LONGEST - 2)),
        ("ab " + "x" * (LONGEST - 3) + " y", "ab " + "x" * (LONGEST - 3)),
        ("ab " + "x" * (LONGEST - 2) + " y", "ab"),
        ("a b " + "x" * LONGEST, "a b"),
        (" " * (LONGEST * 4 - 1) + "ab", "a"),
    ],
)
def test_a_question_is_cleaned_and_cut_between_words(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned
