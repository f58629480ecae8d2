"""A document's tokens, field by field, as every engine indexes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.analyzer import Analyzer, Form
from search.analysis.words import Word, composed
from search.documents import SearchDocument

BREAK = "\ue000"
"""A token that stands between passages, so that no phrase reaches over them."""


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Finished tokens, separated by spaces. `folded` and `spelt` hold the words of title and body as they stand there."""

    title: str
    body: str
    title_parts: str
    body_parts: str
    title_coarse: str
    body_coarse: str
    folded: str
    spelt: str
    title_key: str


Read = list[tuple[Word, Form]]


def fields_of(document: SearchDocument, analyzer: Analyzer) -> Fields:
    """The tokens of a document, read in its language."""
    title = list(analyzer.words(composed(document.title)))
    texts = [list(analyzer.words(composed(text))) for text in document.texts]
    body = [item for text in texts for item in text]
    return Fields(
        title=_joined(form.stem for _, form in title),
        body=_joined(form.stem for _, form in body),
        title_parts=_joined(part for _, form in title for part in form.parts),
        body_parts=_joined(part for _, form in body for part in form.parts),
        title_coarse=_joined(form.coarse for _, form in title if not form.is_stop_word),
        body_coarse=_joined(form.coarse for _, form in body if not form.is_stop_word),
        folded=f" {BREAK} ".join(_joined(form.folded for _, form in text) for text in [title, *texts]),
        spelt=_joined(word.spelt for word, _ in [*title, *body]),
        title_key="".join(form.stem for _, form in title),
    )


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(tokens)
