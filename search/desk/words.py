"""Words at the desk: what an entry of the index is found under, and what a question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from wagtail.search.query import And, Boost, Fuzzy, Or, Phrase, PlainText, SearchQuery

from search.analysis.analyzer import Analyzer, Form
from search.analysis.folding import fold
from search.analysis.vocabulary import Vocabulary
from search.analysis.words import composed

INSIDE = "0"
"""Begins the ends of long words, so that nobody who looks for a name finds what only ends like it."""
SHORTEST = 3
"""Letters that the end of a word has at least, and what stands before it."""
ANYWHERE = 5
"""Letters from which on a word is found wherever it stands in another one."""


@lru_cache
def analyzer() -> Analyzer:
    """Words of the installation's language, whatever the page's: who asks does not say in which one."""
    return Analyzer.of(settings.LANGUAGE_CODE, Vocabulary())


def tokens(text: str) -> str:
    """The finished words of a text, for an index that takes them as they are."""
    found: dict[str, None] = {}
    for word, form in analyzer().words(composed(text)):
        spelt = "".join(filter(str.isalnum, fold(word.spelt)))
        found.update(dict.fromkeys((form.folded, spelt, form.stem, *form.parts, *_ends(form.stem))))
    return " ".join(filter(None, found))


def _ends(word: str) -> Iterator[str]:
    """„literaturhaus“ is found as a `haus`, too."""
    if word.isalpha():
        yield from (INSIDE + word[at:] for at in range(SHORTEST, len(word) - SHORTEST + 1))


@dataclass(frozen=True)
class Grammar:
    """How an engine writes words and what stands between them."""

    word: str
    beginning: str
    both: str
    either: str


FTS5 = Grammar(word='"{}"', beginning='"{}"*', both=" AND ", either=" OR ")
TSQUERY = Grammar(word="'{}'", beginning="'{}':*", both=" & ", either=" | ")


def asked(query: SearchQuery, grammar: Grammar) -> str:
    """The question as the engine takes it; "" if it holds no word. Its last word may be unfinished."""
    if isinstance(query, PlainText | Phrase | Fuzzy):
        forms = _telling(query.query_string)
        is_open = not isinstance(query, Phrase)
        words = [_word(form, grammar, is_open=is_open and form is forms[-1]) for form in forms]
        return _joined(words, grammar.either if getattr(query, "operator", "and") == "or" else grammar.both)
    if isinstance(query, Boost):
        return asked(query.subquery, grammar)
    if isinstance(query, And | Or):
        between = grammar.both if isinstance(query, And) else grammar.either
        return _joined([asked(each, grammar) for each in query.subqueries], between)
    raise NotImplementedError(f"Search at the desk understands no {type(query).__name__}.")


def _telling(text: str) -> Sequence[Form]:
    """The words without those that say nothing, unless nothing would be left; the last one may be the beginning of another."""
    forms = [form for _word, form in analyzer().words(composed(text))]
    return [form for form in forms[:-1] if not form.is_stop_word] + forms[-1:]


def _word(form: Form, grammar: Grammar, *, is_open: bool) -> str:
    """Any of what may stand in the index for the word: as it is written, its stem, and either as the end of a longer one."""
    inside = INSIDE + form.stem
    ways = {
        (grammar.beginning if is_open else grammar.word).format(form.folded): None,
        grammar.word.format(form.stem): None,
    }
    if len(form.stem) >= SHORTEST:
        ways[(grammar.beginning if len(form.stem) >= ANYWHERE else grammar.word).format(inside)] = None
    return _joined(ways, grammar.either)


def _joined(parts: Iterable[str], between: str) -> str:
    some = [each for each in parts if each]
    return f"({between.join(some)})" if len(some) > 1 else "".join(some)
