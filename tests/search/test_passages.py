"""What is shown of a hit is text that people wrote to be read; lists of words only find and rank."""

from __future__ import annotations

import pytest

from search.analysis import analyzer
from search.analysis.analyzer import Analyzer
from search.analysis.vocabulary import Vocabulary
from search.highlighting import Highlighter
from search.plan import plan
from search.results import Passage

GERMAN = Analyzer.of("de", Vocabulary())
PASSAGES = [
    ["Sichtbar: Frauenkonferenz", "theme", "", ""],
    ["Safran lädt wieder zur Konferenz.", "lead", "", ""],
    ["Dr. Ümit Koşan, Vorsitzender", "contribution", "", "Dr. Ümit Koşan"],
    ["Frauenverein Safran FVS", "organiser", "", ""],
    ["Migrantenorganisationen MO MSO Migrantenselbstorganisationen", "topic", "", ""],
    ["Beteiligung Partizipation Mitsprache", "synonyms", "", ""],
    ["Pressemitteilung 12", "press_number", "", ""],
    ["Am Vormittag legen alle Rechenschaft ab.", "paragraph", "b1", ""],
]


def shown(question: str, passages: list[list[str]] = PASSAGES) -> Passage | None:
    return Highlighter(plan(question, [GERMAN]), GERMAN).best(passages)


def kind(question: str, passages: list[list[str]] = PASSAGES) -> str:
    passage = shown(question, passages)
    return passage.type if passage else ""


def test_lists_of_words_are_never_shown() -> None:
    for question in ("Migrantenorganisationen", "MSO", "Partizipation", "Pressemitteilung 12", "Frauenverein", "FVS"):
        assert kind(question) == "lead"


def test_text_that_answers_is_shown_and_marked() -> None:
    passage = shown("Rechenschaft")
    assert passage is not None
    assert (passage.type, passage.block_id) == ("paragraph", "b1")
    assert ("Rechenschaft", True) in passage.text
    assert kind("Koşan") == "contribution"


def test_without_words_the_lead_is_shown_wherever_it_stands() -> None:
    for question in ("", "Xylophon", "2018"):
        assert kind(question) == "lead"
        assert kind(question, PASSAGES[::-1]) == "lead"


def test_without_a_lead_the_first_text_is_shown() -> None:
    assert kind("", [passage for passage in PASSAGES if passage[1] != "lead"]) == "contribution"


def test_nothing_is_shown_where_there_is_nothing_but_lists() -> None:
    assert shown("Partizipation", [passage for passage in PASSAGES if passage[1] in ("topic", "synonyms")]) is None
    assert shown("", []) is None


def test_texts_that_were_read_before_are_not_analysed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only words that may answer are; to analyse all of every hit took most of a question's time."""
    shown("Konferenz")
    wanted = Highlighter(plan("Rechenschaft", [GERMAN]), GERMAN)
    read: list[str] = []
    words = analyzer.words
    monkeypatch.setattr(analyzer, "words", lambda text, **options: read.append(text) or words(text, **options))
    assert wanted.best(PASSAGES) is not None
    assert set(read) == {"Rechenschaft"}
