"""The words of an index, frozen when it is built, so that documents and questions are split and corrected alike."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

from search.analysis.folding import fold
from search.analysis.languages import language
from search.analysis.words import composed, words

SEED = 10
"""How often the built-in parts of compounds count at least: a small archive has not seen them all."""


@dataclass(frozen=True)
class Vocabulary:
    """How often each folded word occurs, how it is mostly spelt, and the German stems; `documents` were read for it."""

    counts: Mapping[str, int] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    documents: int = 0

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
        """The vocabulary as compressed lines, for `load`."""
        lines = (
            f"{word}\t{count}\t{self.spellings.get(word, '')}\t{self.stems.get(word, '')}"
            for word, count in self.counts.items()
        )
        return zlib.compress("\n".join([str(self.documents), *lines]).encode(), level=3)


def load(data: bytes) -> Vocabulary:
    """The vocabulary that was dumped; an empty one from no data."""
    documents, *lines = zlib.decompress(data).decode().split("\n") if data else ["0"]
    rows = [line.split("\t") for line in lines]
    return Vocabulary(
        documents=int(documents),
        counts={word: int(count) for word, count, _, _ in rows},
        spellings={word: shown for word, _, shown, _ in rows if shown},
        stems={word: stem for word, _, _, stem in rows if stem},
    )


class Census:
    """Counts the words of texts; `vocabulary` is what it has seen so far."""

    def __init__(self) -> None:
        self._spelt: Counter[tuple[str, bool]] = Counter()
        self._documents = 0

    def read(self, texts: Iterable[str], locale: str) -> None:
        """Counts the words of a document's texts in the language of the locale."""
        self._documents += 1
        german = language(locale).is_german
        for text in texts:
            self._spelt.update((word.base, german) for word in words(composed(text), german=german))

    def vocabulary(self) -> Vocabulary:
        """The words seen, each under its folded form with its most frequent spelling."""
        counts: Counter[str] = Counter()
        best: dict[str, tuple[int, str]] = {}
        stems: dict[str, str] = {}
        stem = language("de").stem
        for (spelt, german), count in self._spelt.items():
            word = fold(spelt)
            counts[word] += count
            best[word] = max(best.get(word, (0, "")), (count, spelt))
            if german and word not in stems:
                stems[word] = stem(word)
        spellings = {word: spelt for word, (_, spelt) in best.items() if spelt != word}
        return Vocabulary(counts, spellings, stems, self._documents)


@lru_cache
def _seed() -> Mapping[str, str]:
    file = files("search.analysis") / "compound_parts.txt"
    stem = language("de").stem
    return {fold(word): stem(word) for word in file.read_text("utf-8").split()}
