"""Stems: one form for all the endings of a word."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import snowballstemmer

from search.analysis.folding import fold
from search.analysis.words import Word

ALGORITHMS = {"de": "german", "en": "english", "tr": "turkish", "ar": "arabic", "fr": "french", "ru": "russian"}
"""Other languages are matched by their folded words."""

NO_WOMEN = frozenset(
    [
        "beginnen",
        "gewinnen",
        "spinnen",
        "rinnen",
        "besinnen",
        "entrinnen",
        "sinnen",
        "drinnen",
        "innen",
        "binnen",
        "finnen",
        "zinnen",
    ]
)
PEOPLE = ("er", "ant", "ent", "ist", "eur", "or", "at", "loge", "log")


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(ALGORITHMS[language])


@lru_cache(maxsize=100_000)
def stem(folded: str, language: str) -> str:
    """The stem of a folded word in the language; women and men of a trade have one stem in German."""
    if language == "de":
        folded = _without_gender(folded)
    if language not in ALGORITHMS or len(folded) < 3:
        return folded
    return str(_stemmer(language).stemWord(folded)) or folded


def _without_gender(folded: str) -> str:
    if folded.endswith("innen") and len(folded) > 7 and folded not in NO_WOMEN:
        return folded.removesuffix("innen")
    if folded.endswith("in") and folded[:-2].endswith(PEOPLE) and len(folded) > 6:
        return folded.removesuffix("in")
    return folded


def stem_of(word: Word, language: str) -> str:
    """The stem of a word of a text; acronyms have no endings."""
    folded = fold(word.base)
    return folded if word.is_acronym else stem(folded, language)
