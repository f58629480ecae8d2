"""The index: its fields, and things as it stores them."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import Boolean, Date, Document, Keyword, Long, MetaField, Text

from search.analysis.compounds import Vocabulary
from search.analysis.terms import terms_of, title_key
from search.documents import SearchDocument, Withdrawal


def tokens() -> Text:
    """A field of finished tokens: only spaces part them."""
    return Text(analyzer="whitespace", index_options="positions")


class IndexedThing(Document):
    """A public thing; all text fields hold finished tokens, `facet` holds `name=value`."""

    title = tokens()
    body = tokens()
    title_parts = tokens()
    body_parts = tokens()
    title_coarse = tokens()
    body_coarse = tokens()
    exact = tokens()
    title_key = Keyword(ignore_above=8000)
    type = Keyword()
    locale = Keyword()
    facet = Keyword()
    starts_at = Date()
    ends_at = Date()
    updated_at = Date()
    date = Date()
    sequence = Long()
    deleted = Boolean()

    class Meta:
        dynamic = MetaField("strict")


def stored(document: SearchDocument, vocabulary: Vocabulary) -> dict[str, Any]:
    """The document as the index stores it."""
    title = terms_of([document.title], document.language, vocabulary)
    body = terms_of(document.texts, document.language, vocabulary)
    return {
        "title": " ".join(title.stems),
        "body": " ".join(body.stems),
        "title_parts": " ".join(title.parts),
        "body_parts": " ".join(body.parts),
        "title_coarse": " ".join(title.coarse),
        "body_coarse": " ".join(body.coarse),
        "exact": " ".join([*title.exact, *body.exact]),
        "title_key": title_key(document.title, document.language),
        "type": document.type,
        "locale": document.locale,
        "facet": [f"{name}={value}" for name, value in document.facets],
        "starts_at": document.starts_at,
        "ends_at": document.ends_at,
        "updated_at": document.updated_at,
        "date": document.date,
        "sequence": document.sequence,
        "deleted": False,
    }


def tombstone(withdrawal: Withdrawal) -> dict[str, Any]:
    """What stands where a thing was, so that an older state can never come back."""
    return {"sequence": withdrawal.sequence, "deleted": True}
