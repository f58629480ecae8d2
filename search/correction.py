"""Corrects a typed text word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.analysis.analyzer import Analyzer
from search.analysis.spelling import is_acronym, nearest_word, unslipped
from search.query_syntax import CLAUSE, clean


class Correction(NamedTuple):
    """A word of a clean text that no language knows: where it stands, its stems, and what was probably meant."""

    start: int
    end: int
    stems: tuple[str, ...]
    better: str


def corrections(text: str, analyzers: Sequence[Analyzer]) -> list[Correction]:
    """The misspelt words of a text. Quoted words, acronyms, short words and numbers stay as they are, as does what any language knows."""
    text = clean(text)
    kept = [found.span() for found in CLAUSE.finditer(text)]
    vocabulary = analyzers[0].vocabulary
    read = [each for each in analyzers[0].words(text) if not each[1].is_stop_word]
    unknown = [(word, form) for word, form in read if not vocabulary.knows(word.base)]
    # Where another word is known, or can be read as a compound of known ones, there are answers already.
    thorough = len(unknown) == len(read) and not any(form.parts for _, form in unknown)
    found: list[Correction] = []
    for word, form in unknown:
        if is_acronym(word.base) or any(start <= word.start < end for start, end in kept):
            continue
        if any(char.isdigit() for char in word.spelt):
            continue
        if form.parts:
            better = unslipped(form.folded, vocabulary.counts)
        else:
            better = nearest_word(form.folded, vocabulary.counts, thorough=thorough, sure=len(analyzers) == 1)
        if better is not None:
            shown = _like(text[word.start], vocabulary.spellings.get(better, better))
            stems = tuple(dict.fromkeys(analyzer.form(word.base).stem for analyzer in analyzers))
            found.append(Correction(word.start, word.end, stems, shown))
    return found


def correct_query(text: str, found: Sequence[Correction]) -> str:
    """The clean text with these words corrected."""
    text = clean(text)
    for correction in sorted(found, reverse=True):
        text = text[: correction.start] + correction.better + text[correction.end :]
    return text


def _like(first: str, spelling: str) -> str:
    """The spelling, in small letters if the word was typed so."""
    return spelling if first.isupper() or is_acronym(spelling) else spelling[:1].lower() + spelling[1:]
