"""Did you mean: the nearest word that the archive knows."""

from __future__ import annotations

from collections.abc import Iterator

from search.analysis.compounds import Vocabulary
from search.analysis.folding import fold
from search.analysis.words import Word

LONG = 8


def corrected(word: Word, vocabulary: Vocabulary) -> str | None:
    """The nearest known word as it is mostly written; None for known words, short ones and acronyms (VeMo is not NeMO)."""
    folded = fold(word.base)
    if word.is_acronym or len(folded) < 5 or vocabulary.count(folded):
        return None
    allowed = 2 if len(folded) >= LONG else 1
    near = [
        (distance, -vocabulary.count(candidate), candidate)
        for candidate in _candidates(folded, vocabulary, allowed)
        if (distance := edit_distance(folded, candidate, limit=allowed)) <= allowed
    ]
    return vocabulary.known[min(near)[2]].written if near else None


def _candidates(folded: str, vocabulary: Vocabulary, allowed: int) -> Iterator[str]:
    for length in range(len(folded) - allowed, len(folded) + allowed + 1):
        yield from vocabulary.by_start.get((folded[0], length), ())


def edit_distance(one: str, other: str, *, limit: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that lead from one to the other; limit + 1 if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        current = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]
