"""Mends a typed text word by word."""

from __future__ import annotations

from search.analysis.analyzer import Analyzer
from search.analysis.spelling import is_acronym, mended
from search.question import CLAUSE, clean


def corrected(text: str, analyzer: Analyzer) -> str | None:
    """The text with unknown words mended; None if nothing was. Quoted words, acronyms and short words stay as they are."""
    text = clean(text)
    kept = [found.span() for found in CLAUSE.finditer(text)]
    result: list[str] = []
    at = 0
    for word, form in analyzer.words(text):
        if is_acronym(word.base) or any(start <= word.start < end for start, end in kept):
            continue
        better = mended(form.folded, analyzer.vocabulary.counts)
        if better is not None:
            result += [
                text[at : word.start],
                _like(text[word.start], analyzer.vocabulary.spellings.get(better, better)),
            ]
            at = word.end
    return "".join([*result, text[at:]]) if result else None


def _like(first: str, spelling: str) -> str:
    """The spelling, in small letters if the word was typed so."""
    return spelling if first.isupper() or is_acronym(spelling) else spelling[:1].lower() + spelling[1:]
