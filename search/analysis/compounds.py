"""Compound words: their parts, by the vocabulary of the archive itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from search.analysis.folding import fold
from search.analysis.words import words

LINKS = ("", "s", "es", "n", "en", "e", "er")
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Known:
    """How often a folded word stands in the archive, and how it is mostly written."""

    count: int
    written: str


class Vocabulary:
    """The words of the archive, frozen when an index is built, so that texts and questions are split alike."""

    def __init__(self, known: Mapping[str, Known] | None = None) -> None:
        self.known = dict(known or {})
        self._parts: dict[str, tuple[str, ...]] = {}

    def count(self, folded: str) -> int:
        """How often the word occurs; 0 for unknown ones."""
        found = self.known.get(folded)
        return found.count if found else 0

    def parts(self, folded: str) -> tuple[str, ...]:
        """The parts of a compound, folded; none for a simple word."""
        if folded not in self._parts:
            self._parts[folded] = self._split(folded)
        return self._parts[folded]

    def _split(self, folded: str) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        best_score = float(self.count(folded))
        for left, right in _cuts(folded):
            left_count, right_count = self.count(left), self.count(right)
            score = sqrt(left_count * right_count)
            if score > best_score:
                best, best_score = (left, right), score
        return tuple(deeper for part in best for deeper in (self.parts(part) or (part,)))

    @cached_property
    def by_start(self) -> Mapping[tuple[str, int], list[str]]:
        """Words by first letter and length, for corrections."""
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for folded in self.known:
            buckets[folded[0], len(folded)].append(folded)
        return buckets


def _cuts(folded: str) -> Iterator[tuple[str, str]]:
    for position in range(SHORTEST, len(folded) - SHORTEST + 1):
        head, right = folded[:position], folded[position:]
        for link in LINKS:
            left = head.removesuffix(link) if link else head
            if len(left) >= SHORTEST and (not link or head.endswith(link)):
                yield left, right


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of the texts: words of three letters and more that are no acronyms."""
    counts: Counter[str] = Counter()
    writings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in words(text):
            if len(word.base) >= 3 and word.base.isalpha() and not word.is_acronym:
                folded = fold(word.base)
                counts[folded] += 1
                writings[folded][word.base] += 1
    return Vocabulary({folded: Known(count, writings[folded].most_common(1)[0][0]) for folded, count in counts.items()})
