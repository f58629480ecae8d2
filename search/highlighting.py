"""Which words of a text answer the question, and which passage answers it best."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from search.analysis.compounds import Vocabulary
from search.analysis.folding import fold
from search.analysis.stemming import stem_of
from search.analysis.terms import coarse, parts_of
from search.analysis.words import Word, words
from search.documents import spoken
from search.plan import Plan
from search.results import Marked, Passage

LENGTH = 240


class Highlighter:
    """Marks hits in texts of one language for one plan."""

    def __init__(self, plan: Plan, language: str, vocabulary: Vocabulary) -> None:
        self.language = language
        self.vocabulary = vocabulary
        self.stems = {each.stem for each in plan.stems} | {stem for phrase in plan.phrases for stem in phrase}
        self.stems |= set(plan.parts)
        self.coarse = set(plan.coarse)

    def strength(self, word: Word) -> float:
        """How well the word answers: 1 for its stem or a part, less for a relative, 0 for none."""
        if stem_of(word, self.language) in self.stems:
            return 1.0
        if self.stems.intersection(parts_of(word, self.language, self.vocabulary)):
            return 0.8
        return 0.3 if len(word.base) > 4 and coarse(fold(word.base)) in self.coarse else 0.0

    def mark(self, text: str) -> Marked:
        """The text in pieces; neighbouring pieces alternate."""
        text = unicodedata.normalize("NFC", text)
        return self._pieces(text, [word for word in words(text) if self.strength(word)])

    def _pieces(self, text: str, hits: Sequence[Word]) -> Marked:
        pieces: list[tuple[str, bool]] = []
        position = 0
        for word in hits:
            pieces += [(text[position : word.start], False), (text[word.start : word.end], True)]
            position = word.end
        pieces.append((text[position:], False))
        return tuple(piece for piece in pieces if piece[0])

    def best(self, passages: Iterable[Sequence[str]]) -> Passage | None:
        """The passage that answers best, cut around its hits; the first one when none does."""
        stored = [tuple(passage) for passage in passages if passage[0].strip()]
        if not stored:
            return None
        text, kind, block_id, speaker = max(stored, key=lambda passage: self._score(spoken(passage[0], passage[3])))
        return Passage(text=self.mark(self._cut(text)), type=kind, block_id=block_id, speaker=speaker)

    def _score(self, text: str) -> float:
        best: dict[str, float] = {}
        for word in words(text):
            if strength := self.strength(word):
                stem = stem_of(word, self.language)
                best[stem] = max(strength, best.get(stem, 0.0))
        return sum(best.values())

    def _cut(self, text: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if len(text) <= LENGTH:
            return text
        first = next((word.start for word in words(text) if self.strength(word)), 0)
        start = max(0, min(first - LENGTH // 3, len(text) - LENGTH))
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = text.rfind(" ", start, start + LENGTH)
        return (
            ("… " if start else "")
            + text[start : end if end > start else start + LENGTH]
            + (" …" if start + LENGTH < len(text) else "")
        )
