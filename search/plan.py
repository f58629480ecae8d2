"""The plan: what a question asks the index for, whatever the engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from search.analysis.compounds import Vocabulary
from search.analysis.folding import exact, fold
from search.analysis.stemming import stem_of
from search.analysis.stopwords import is_stop_word
from search.analysis.terms import coarse, parts_of, title_key
from search.analysis.words import Word, words
from search.query import MAX_LENGTH, MAX_WORDS

QUOTED = re.compile(r'["„“”«»]([^"„“”«»]+)["„“”«»]')
EXCLUDED = re.compile(r"(?:^|(?<=\s))-(\w[^\s]*)")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
LIGHT = 0.6
"""Weight of a word without capital in a German question that knows capitals: it is no noun."""


@dataclass(frozen=True)
class Weighted:
    """A stem and how much it counts."""

    stem: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Finished tokens to ask for. An empty plan asks for everything."""

    stems: tuple[Weighted, ...] = ()
    parts: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    title_key: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return not (self.stems or self.phrases or self.excluded)


def cleaned(text: str) -> str:
    """The question as it is understood: one line, at most 200 characters, nothing unprintable."""
    line = UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(line.replace("\xa0", " ").split())[:MAX_LENGTH].strip()


def make_plan(text: str, language: str, vocabulary: Vocabulary) -> Plan:
    """The plan for a question in the language, split by the vocabulary of the index."""
    text = cleaned(text)
    phrases = [_stems(words(found), language) for found in QUOTED.findall(text)]
    rest = QUOTED.sub(r" \1 ", text)
    excluded = [_stems(words(found), language) for found in EXCLUDED.findall(rest)]
    asked = list(words(EXCLUDED.sub(" ", rest)))[:MAX_WORDS]
    meant = [word for word in asked if not is_stop_word(fold(word.base), language)] or asked
    stems = _weighted(meant, language)
    known = {each.stem for each in stems}
    parts = [part for word in meant for part in parts_of(word, language, vocabulary)]
    return Plan(
        stems=tuple(stems),
        parts=_once(part for part in parts if part not in known),
        coarse=_once(coarse(fold(word.base)) for word in meant),
        exact=_once(exact(word.base) for word in meant),
        pairs=tuple(dict.fromkeys(pairwise([each.stem for each in stems]))),
        phrases=tuple(phrase for phrase in map(tuple, phrases) if phrase),
        excluded=_once(stem for group in excluded for stem in group),
        title_key=title_key(rest, language),
    )


def _stems(found: Iterable[Word], language: str) -> list[str]:
    return [stem_of(word, language) for word in found]


def _once(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token in tokens if token))


def _weighted(meant: list[Word], language: str) -> list[Weighted]:
    knows_capitals = language == "de" and len(meant) > 3 and any(word.text[0].isupper() for word in meant[1:])
    weights: dict[str, float] = {}
    for word in meant:
        stem = stem_of(word, language)
        weight = 1.0 if not knows_capitals or word.text[0].isupper() else LIGHT
        weights[stem] = max(weight, weights.get(stem, 0.0))
    return [Weighted(stem, weight) for stem, weight in weights.items() if stem]
