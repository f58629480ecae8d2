"""Mends misspelt words with words that the archive knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 5
"""Letters from which on a word may be mended: VeMo and NeMO, MO and SO are different names, not errors."""
LONG = 8
"""Letters from which on a word may have two errors."""


def is_acronym(word: str) -> bool:
    """Whether the word, as written, carries more than one capital, as „VeMo“ and „NGO“ do."""
    return sum(char.isupper() for char in word) > 1


def nearest_word(folded: str, counts: Mapping[str, int], *, thorough: bool = True, sure: bool = True) -> str | None:
    """The most frequent known word that is one error away, or two for a long word; None if there is none.

    Two errors are looked for in all words, which takes a while: only if `thorough`. Unless it is `sure` that the word is of the known
    ones' language, another letter in a short one, or beside another error, makes another word: the English „lantern“ and
    „lanterns“ are no misspelt „ländern“.
    """
    if len(folded) < SHORTEST or folded in counts:
        return None
    may_replace = sure or len(folded) >= LONG
    near = [
        word
        for word in _one_error(folded)
        if word in counts and len(word) >= SHORTEST and (may_replace or not _is_replaced(word, folded))
    ]
    if not near and thorough and len(folded) >= LONG:
        letters = set(folded)
        near = [
            word
            for word in counts
            if _could_be(word, folded)
            and len(letters ^ set(word)) <= 4
            and (sure or not _is_replaced(word, folded))
            and _distance(word, folded, 2) <= 2
        ]
    return max(near, key=lambda word: (counts[word], word), default=None)


def unslipped(folded: str, counts: Mapping[str, int]) -> str | None:
    """The most frequent known word in which one letter stands once or two are exchanged; None if there is none.

    Whatever else differs in a word that can be read as a compound makes another compound: „Elternnabend“ is a slip, „Elternband“ is none.
    """
    if len(folded) < SHORTEST or folded in counts:
        return None
    once = (folded[:at] + folded[at + 1 :] for at, (one, other) in enumerate(pairwise(folded)) if one == other)
    exchanged = (folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :] for at in range(len(folded) - 1))
    return max(filter(counts.__contains__, chain(once, exchanged)), key=lambda word: (counts[word], word), default=None)


def _one_error(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in LETTERS)


def _is_replaced(word: str, folded: str) -> bool:
    """Whether one letter stands for another, rather than being left out, doubled, or exchanged with its neighbour."""
    letters, others = Counter(word), Counter(folded)
    return bool(letters - others and others - letters)


def _could_be(word: str, folded: str) -> bool:
    return abs(len(word) - len(folded)) <= 2 and (word[0] == folded[0] or word[-3:] == folded[-3:])


def _distance(one: str, other: str, limit: int) -> int:
    """Edits from one word to the other; more than `limit` is not counted out."""
    row = list(range(len(other) + 1))
    for index, char in enumerate(one, 1):
        above, row = row, [index]
        for column, letter in enumerate(other, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (char != letter)))
        if min(row) > limit:
            return limit + 1
    return row[-1]
