"""Terms: everything that an index keeps of a text, and a question asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.compounds import Vocabulary
from search.analysis.folding import exact, fold
from search.analysis.stemming import stem, stem_of
from search.analysis.words import Word, words

COARSE = 5


@dataclass(frozen=True)
class Terms:
    """The finished tokens of a text, in its order."""

    stems: list[str]
    parts: list[str]
    coarse: list[str]
    exact: list[str]


def coarse(folded: str) -> str:
    """The first letters of a word: near enough to find its relatives."""
    return folded[:COARSE]


def parts_of(word: Word, language: str, vocabulary: Vocabulary) -> list[str]:
    """Stems of the parts of a compound."""
    if word.is_acronym:
        return []
    return [stem(part, language) for part in vocabulary.parts(fold(word.base))]


def terms_of(texts: Iterable[str], language: str, vocabulary: Vocabulary) -> Terms:
    """The tokens of the texts."""
    found = [word for text in texts for word in words(text)]
    return Terms(
        stems=[stem_of(word, language) for word in found],
        parts=[part for word in found for part in parts_of(word, language, vocabulary)],
        coarse=[coarse(fold(word.base)) for word in found],
        exact=[exact(word.base) for word in found],
    )


def title_key(text: str, language: str) -> str:
    """All stems of a title, glued: equal for titles that differ in spelling alone."""
    return "".join(stem_of(word, language) for word in words(text))
