"""What an engine is to look for: a question turned into weighted, finished tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from search import query_syntax
from search.analysis.analyzer import Analyzer, Form
from search.analysis.dates import Date, Named, named_dates
from search.analysis.prefixes import LENGTH
from search.analysis.words import Word
from search.occasions import Bonus, Wanted, number_of, wanted_dates, wanted_number

MOST_WORDS = 20
NOUN, OTHER = 1.0, 0.6
"""Weights of words in a German question: nouns are written with a capital. Words of a date count less, as the date itself counts."""

Read = list[tuple[Word, Form]]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The tokens to look for. Lists keep the question's order and hold each token once.

    Documents are found by a stem, a part, the prefix of a long word or an occasion; the rest only ranks them. The prefix of a short
    word finds nothing, since it is a whole word that others begin with: who asks for Halle does not mean the Hallenbad. Phrases must stand there word for
    word, excluded ones must not.
    """

    stems: tuple[tuple[str, float], ...] = ()
    parts: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    short_prefixes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    spelt: tuple[str, ...] = ()
    title_keys: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    occasions: tuple[Wanted, ...] = ()
    without: tuple[str, ...] = ()
    without_occasions: tuple[str, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    is_dated: bool = False
    is_blank: bool = False

    @property
    def ranks(self) -> bool:
        """Whether there is anything by which one answer is better than another."""
        return bool(self.stems or self.occasions)

    @property
    def bonuses(self) -> Mapping[Bonus, list[str]]:
        """The occasions by what they are worth."""
        found: dict[Bonus, list[str]] = {}
        for token, bonus in self.occasions:
            found.setdefault(bonus, []).append(token)
        return found

    @property
    def finds(self) -> bool:
        """Whether there is anything to look for."""
        return self.ranks or bool(self.phrases)

    @property
    def asks(self) -> bool:
        """Whether it means anything: words, or all things, or all but some."""
        return bool(self.finds or self.without or self.without_occasions or self.without_phrases or self.is_blank)


def plan(text: str, analyzers: Sequence[Analyzer]) -> Plan:
    """The plan for a text, read in each of the languages; the first one is the asker's."""
    question = query_syntax.parse(text)
    named = named_dates(question.text)
    dates = [date for each in named for date in each.dates]
    reads = [_read(question.text, analyzer) for analyzer in analyzers]
    telling = _telling(reads, analyzers)
    light = _light(reads, analyzers)
    stems = _stems(telling, lambda word: OTHER if word.start in light or _is_within(word, named) else NOUN)
    known = dict(stems)
    words = [form for read in telling for _, form in read]
    return Plan(
        stems=stems,
        parts=_once(part for form in words for part in form.parts if part not in known),
        prefixes=_once(form.prefix for form in words if len(form.folded) > LENGTH),
        short_prefixes=_once(form.prefix for form in words if len(form.folded) <= LENGTH),
        pairs=_once(pair for read in telling for pair in pairwise(form.stem for _, form in read)),
        spelt=_once(word.spelt for read in telling for word, _ in read),
        title_keys=_once(title_key(read) for read in reads if read),
        phrases=_phrases(question.phrases, analyzers),
        occasions=_once([*wanted_dates(dates), *_numbered(question.text, named, telling)]),
        without=_once(stem for text in question.without for stem in _all_stems(text, analyzers)),
        without_occasions=_once(token for text in question.without for token, _ in wanted_dates(_dates(text))),
        without_phrases=_phrases(question.without_phrases, analyzers),
        is_dated=bool(dates),
        is_blank=not text.strip(),
    )


def title_key(read: Sequence[tuple[Word, Form]]) -> str:
    """All stems of a text, stop words included, glued together."""
    return "".join(form.stem for _, form in read)


def _read(text: str, analyzer: Analyzer) -> Read:
    return [_as_known(word, form, analyzer) for word, form in analyzer.words(text)][:MOST_WORDS]


def _as_known(word: Word, form: Form, analyzer: Analyzer) -> tuple[Word, Form]:
    """„mos“, typed without capitals, is the plural of an acronym if the archive knows that one only."""
    counts = analyzer.vocabulary.counts
    singular = form.folded[:-1]
    if form.folded.endswith("s") and 1 < len(singular) < LENGTH and form.folded not in counts and singular in counts:
        return word, analyzer.form(singular)
    return word, form


def _telling(reads: list[Read], analyzers: Sequence[Analyzer]) -> list[Read]:
    """The words of each reading without stop words of any language, unless nothing would be left.

    Readings in further languages add only words that these have: French stems of German words would mean nothing.
    """
    found = [
        [(word, form) for word, form in read if at == 0 or not analyzer.vocabulary.languages or analyzer.knows(form)]
        for at, (read, analyzer) in enumerate(zip(reads, analyzers, strict=True))
    ]
    stop_words = [analyzer.language.stop_words for analyzer in analyzers]
    telling = [[item for item in read if not any(item[1].folded in each for each in stop_words)] for read in found]
    return telling if any(telling) else found


def _light(reads: list[Read], analyzers: Sequence[Analyzer]) -> frozenset[int]:
    """Where words begin that count less: those without capital in a German question of more than three words that uses capitals."""
    if not reads:
        return frozenset()
    likely = max(range(len(reads)), key=lambda at: sum(form.is_stop_word for _, form in reads[at]))
    if not (analyzers[likely].language.is_german and _uses_capitals(reads[likely])):
        return frozenset()
    return frozenset(word.start for word, _ in reads[likely] if not word.base[:1].isupper())


def _stems(telling: list[Read], weight_of: Callable[[Word], float]) -> tuple[tuple[str, float], ...]:
    weights: dict[str, float] = {}
    for read in telling:
        for word, form in read:
            weights[form.stem] = max(weight_of(word), weights.get(form.stem, 0.0))
    return tuple(weights.items())


def _is_within(word: Word, named: Sequence[Named]) -> bool:
    return any(each.start <= word.start < each.end for each in named)


def _uses_capitals(read: Read) -> bool:
    """Whether a question of more than three words writes some word inside of it with a capital."""
    return len(read) > 3 and any(word.base[:1].isupper() for word, _ in read[1:])


def _dates(text: str) -> list[Date]:
    return [date for named in named_dates(text) for date in named.dates]


def _numbered(text: str, named: Sequence[Named], reads: list[Read]) -> Iterable[Wanted]:
    """Each word with each number that belongs to no date: „Vereinswerkstatt III“, „5. Jahrestreffen“."""
    for read in reads:
        free = [word for word, _ in read if not _is_within(word, named)]
        numbers = [number for word in free if (number := number_of(text[word.start : word.end])) is not None]
        yield from (wanted_number(form.stem, number) for _, form in read for number in numbers)


def _phrases(phrases: Sequence[str], analyzers: Sequence[Analyzer]) -> tuple[tuple[str, ...], ...]:
    """Each phrase as folded words; all languages fold alike, so that the first one reads it."""
    read = [tuple(form.folded for _, form in _read(phrase, analyzers[0])) for phrase in phrases]
    return tuple(phrase for phrase in read if phrase)


def _all_stems(text: str, analyzers: Sequence[Analyzer]) -> list[str]:
    return [form.stem for analyzer in analyzers for _, form in _read(text, analyzer)]


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
