"""A document's tokens, field by field, as every engine indexes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.analyzer import Analyzer, Form
from search.analysis.words import Word, composed
from search.documents import SearchDocument
from search.occasions import numbered, tokens_in_time, tokens_in_title

BREAK = "\ue000"
"""A token that stands between passages, so that no phrase reaches over them."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Finished tokens, separated by spaces. `folded` and `spelt` hold the words of title and body as they stand there.

    `series` holds the names of its series, `occasions` when it took place and as which one of a series.
    """

    title: str
    body: str
    title_parts: str
    body_parts: str
    title_prefixes: str
    body_prefixes: str
    folded: str
    spelt: str
    series: str
    title_key: str
    occasions: tuple[str, ...]


Read = list[tuple[Word, Form]]


def fields_of(document: SearchDocument, analyzer: Analyzer) -> Fields:
    """The tokens of a document, read in its language."""
    title = list(analyzer.words(composed(document.title)))
    texts = [list(analyzer.words(composed(text))) for text in document.texts]
    body = [item for text in texts for item in text]
    series = [(form.stem, number) for name, number in document.series for _, form in analyzer.words(composed(name))]
    occasions = [
        *tokens_in_time(document.days),
        *tokens_in_title(document.title),
        *(numbered(stem, number) for stem, number in series if number is not None),
    ]
    return Fields(
        title=_joined(form.stem for _, form in title),
        body=_joined(form.stem for _, form in body),
        title_parts=_joined(part for _, form in title for part in form.parts),
        body_parts=_joined(part for _, form in body for part in form.parts),
        title_prefixes=_joined(form.prefix for _, form in title if not form.is_stop_word),
        body_prefixes=_joined(form.prefix for _, form in body if not form.is_stop_word),
        folded=f" {BREAK} ".join(_joined(form.folded for _, form in text) for text in [title, *texts]),
        spelt=_joined(word.spelt for word, _ in [*title, *body]),
        series=_joined(stem for stem, _ in series),
        title_key="".join(form.stem for _, form in title),
        occasions=tuple(dict.fromkeys(occasions)),
    )


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(tokens)
