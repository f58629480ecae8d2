"""A language together with the vocabulary of an index: all that is to be known of a word, found once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from search.analysis.compounds import split
from search.analysis.folding import fold
from search.analysis.languages import Language, language
from search.analysis.prefixes import prefix, squeezed
from search.analysis.vocabulary import Vocabulary
from search.analysis.words import Word, words

MEMORY = 300_000
"""Words remembered at most; a word has about 300 bytes."""
PIECES = 100_000
"""Pieces of texts whose keys are remembered at most; one has about 250 bytes."""


class Form(NamedTuple):
    """A word in the forms that it is found under."""

    folded: str
    stem: str
    parts: tuple[str, ...]
    prefix: str
    is_stop_word: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """All that it may answer to."""
        return (self.stem, self.folded, self.prefix, squeezed(self.stem), *self.parts)


@dataclass(frozen=True)
class Analyzer:
    """Gives the forms of words in one language, by one vocabulary."""

    language: Language
    vocabulary: Vocabulary
    _known: dict[str, Form] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, locale: str, vocabulary: Vocabulary) -> Analyzer:
        """The analyzer of a locale's language."""
        return cls(language(locale), vocabulary)

    def words(self, text: str) -> Iterator[tuple[Word, Form]]:
        """The words of a composed text with their forms, in order."""
        for word in words(text, german=self.language.is_german):
            yield word, self.form(word.base)

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """For any piece of text all that its words may answer to, so that texts can be looked through without being analysed anew."""
        return _Keys(self)

    def knows(self, form: Form) -> bool:
        """Whether documents in this language have the word, in this or another form."""
        return form.stem in self.vocabulary.readings.get(self.language.code, ())

    def form(self, base: str) -> Form:
        """The forms of one word."""
        known = self._known.get(base)
        if known is None:
            if len(self._known) >= MEMORY:
                self._known.clear()
            known = self._known[base] = self._analysed(base)
        return known

    def _analysed(self, base: str) -> Form:
        folded = fold(base)
        stem = self._stem(base, folded)
        parts = (self._split(folded) or self._split(stem)) if self.language.is_german else ()
        return Form(folded, stem, parts, prefix(folded), folded in self.language.stop_words)

    def _stem(self, base: str, folded: str) -> str:
        # The vocabulary has stemmed its German words already, and stemming is what costs most.
        known = self.vocabulary.stems.get(folded) if self.language.is_german else None
        return known or self.language.stem(base) or folded

    def _split(self, word: str) -> tuple[str, ...]:
        return split(word, self.vocabulary.parts)


class _Keys(dict[str, tuple[str, ...]]):
    """Works out the keys of a piece when they are first asked for."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= PIECES:
            self.clear()
        found = dict.fromkeys(key for _, form in self._analyzer.words(piece) for key in form.keys)
        self[piece] = keys = tuple(found)
        return keys


class Analyzers:
    """The analyzers of all languages over one vocabulary, each made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._made: dict[str, Analyzer] = {}

    def of(self, locale: str) -> Analyzer:
        """The analyzer of a locale's language."""
        if locale not in self._made:
            self._made[locale] = Analyzer.of(locale, self.vocabulary)
        return self._made[locale]
