"""One analysis per language: how its words are lowered, stemmed and folded, and which of them say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from threading import Lock

import snowballstemmer

from search.analysis.folding import fold, lowered

SNOWBALL = {"de": "german", "en": "english", "tr": "turkish", "ar": "arabic", "fr": "french", "ru": "russian"}


@dataclass(frozen=True)
class Language:
    """A language's knowledge of words; `stem` maps a word to its folded stem."""

    code: str
    stem: Callable[[str], str] = field(repr=False)
    stop_words: frozenset[str] = field(repr=False)

    @property
    def is_german(self) -> bool:
        """Whether gender forms and compounds are to be understood."""
        return self.code == "de"


@lru_cache
def language(locale: str) -> Language:
    """The language of a locale such as `de` or `de-at`; words of an unknown one are only folded."""
    code = locale.lower().split("-")[0]
    return Language(code, _stem(code), _stop_words(code))


def _stem(code: str) -> Callable[[str], str]:
    if code not in SNOWBALL:
        return fold
    snowball = snowballstemmer.stemmer(SNOWBALL[code])
    lock = Lock()  # A stemmer keeps the word it works on inside.

    def raw(word: str) -> str:
        with lock:
            return str(snowball.stemWord(word))

    if code == "de":
        # Folded first, so that „Häuser“, „Haeuser“ and „Hauser“ have one stem.
        return lambda word: raw(fold(word))
    lower = _turkish if code == "tr" else lowered
    return lambda word: fold(raw(lower(word)))


def _turkish(word: str) -> str:
    return word.replace("I", "ı").replace("İ", "i").lower()


def _stop_words(code: str) -> frozenset[str]:
    file = files("search.analysis") / "stopwords" / f"{code}.txt"
    return frozenset(fold(word) for word in file.read_text("utf-8").split()) if file.is_file() else frozenset()
