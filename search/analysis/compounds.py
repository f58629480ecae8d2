"""Splits German compounds into the stems of their parts, by the words that the archive itself uses."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

LINKS = ("", "s", "es", "n", "en", "e", "innen")
SHORTEST = 4
"""Letters that a part has at least: „Hallenbad“ is not about Halle."""
LONGEST = 50
MOST = 4

Parts = Mapping[str, tuple[str, int]]
"""A word or stem that may be a part, its stem, and how often that occurs."""
Split = tuple[float, tuple[str, ...]]
"""Sum of the logarithms of the parts' counts, and the parts' stems."""


def split(word: str, parts: Parts) -> tuple[str, ...]:
    """Stems of the parts of a folded word; nothing if it is better read as one word.

    It is split only if the geometric mean of the parts' counts beats the count of the whole (Koehn and Knight 2003).
    """
    if not 2 * SHORTEST <= len(word) <= LONGEST:
        return ()
    best = log(parts[word][1]) if word in parts else 0.0
    found: tuple[str, ...] = ()
    for count, (total, stems) in _segments(word, parts).items():
        if total / count > best:
            best, found = total / count, stems
    return found


def _segments(word: str, parts: Parts) -> dict[int, Split]:
    """For each number of parts the best way to cut the whole word."""
    length = len(word)
    ways: dict[int, dict[int, Split]] = {length: {0: (0.0, ())}}
    for start in range(length - SHORTEST, -1, -1):
        here: dict[int, Split] = {}
        for end in range(start + SHORTEST, length + 1):
            if (known := parts.get(word[start:end])) is None:
                continue
            for link in LINKS:
                rest = ways.get(end + len(link))
                if rest and word.startswith(link, end) and (end == length or end + len(link) < length):
                    _join(here, known, rest)
        if here:
            ways[start] = here
    return ways.get(0, {})


def _join(here: dict[int, Split], known: tuple[str, int], rest: Mapping[int, Split]) -> None:
    stem, occurrences = known
    for count, (total, stems) in rest.items():
        way = total + log(occurrences), (stem, *stems)
        if count < MOST and (count + 1 not in here or way > here[count + 1]):
            here[count + 1] = way
