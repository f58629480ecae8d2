"""The words of an index, frozen when it is built, so that documents and questions are split and corrected alike."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

import orjson

from search.analysis.folding import fold
from search.analysis.languages import language
from search.analysis.words import composed, words

SEED = 10
"""How often the built-in parts of compounds count at least: a small archive has not seen them all."""


@dataclass(frozen=True)
class Vocabulary:
    """How often each folded word occurs, how it is mostly spelt, and the German stems; `documents` were read for it.

    `readings` holds all stems of each language that documents are in.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    documents: int = 0

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that documents are in."""
        return tuple(self.readings)

    def knows(self, word: str) -> bool:
        """Whether the word, or another form of it, occurs in any language."""
        if fold(word) in self.counts:
            return True
        return any(language(code).stem(word) in stems for code, stems in self.readings.items())

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, int]]:
        """Stem and count of each word, and of each stem, that may be part of a compound."""
        totals: Counter[str] = Counter()
        for word, stem in self.stems.items():
            totals[stem] += self.counts[word]
        found = {stem: (stem, count) for stem, count in totals.items()}
        found.update((word, (stem, totals[stem])) for word, stem in self.stems.items())
        for word, stem in _seed().items():
            seeded = stem, max(totals[stem], SEED)
            found[word] = found[stem] = seeded
        return found

    def dump(self) -> bytes:
        """The vocabulary, compressed, for `load`."""
        content = {
            "documents": self.documents,
            "counts": dict(self.counts),
            "spellings": dict(self.spellings),
            "stems": dict(self.stems),
            "readings": {code: sorted(stems) for code, stems in self.readings.items()},
        }
        return zlib.compress(orjson.dumps(content), level=3)


def load(data: bytes) -> Vocabulary:
    """The vocabulary that was dumped. Raises `ValueError` for what is no dump."""
    try:
        content = orjson.loads(zlib.decompress(data))
        content["readings"] = {code: frozenset(stems) for code, stems in content["readings"].items()}
        return Vocabulary(**content)
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError("The vocabulary cannot be read.") from error


class Census:
    """Counts the words of texts; `vocabulary` is what it has seen so far."""

    def __init__(self) -> None:
        self._spelt: dict[str, Counter[str]] = {}
        self._documents = 0

    def read(self, texts: Iterable[str], locale: str) -> None:
        """Counts the words of a document's texts in the language of the locale."""
        self._documents += 1
        spoken = language(locale)
        counter = self._spelt.setdefault(spoken.code, Counter())
        for text in texts:
            counter.update(word.base for word in words(composed(text), german=spoken.is_german))

    def vocabulary(self) -> Vocabulary:
        """The words seen, each under its folded form with its most frequent spelling."""
        counts: Counter[str] = Counter()
        best: dict[str, tuple[int, str]] = {}
        stems: dict[str, str] = {}
        readings: dict[str, frozenset[str]] = {}
        for code, spelt_words in self._spelt.items():
            spoken = language(code)
            seen: set[str] = set()
            for spelt, count in spelt_words.items():
                word = fold(spelt)
                counts[word] += count
                best[word] = max(best.get(word, (count, spelt)), (count, spelt))
                if not spoken.is_german:
                    seen.add(spoken.stem(spelt) or word)
                elif word not in stems:
                    stems[word] = spoken.stem(word)
            readings[code] = frozenset(stems.values() if spoken.is_german else seen)
        spellings = {word: spelt for word, (_, spelt) in best.items() if spelt != word}
        return Vocabulary(counts, spellings, stems, readings, self._documents)


@lru_cache
def _seed() -> Mapping[str, str]:
    file = files("search.analysis") / "compound_parts.txt"
    stem = language("de").stem
    return {fold(word): stem(word) for word in file.read_text("utf-8").split()}
