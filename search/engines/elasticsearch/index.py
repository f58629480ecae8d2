"""The index: its fields, and things as it stores them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from elasticsearch.dsl import Boolean, Date, Document, InnerDoc, Keyword, Long, MetaField, Nested, Object, Text

from search.analysis.analyzer import Analyzer
from search.documents import SearchDocument, Withdrawal
from search.fields import fields_of


def tokens() -> Text:
    """A field of finished tokens: only spaces part them."""
    return Text(analyzer="whitespace", index_options="positions")


class IndexedOccurrence(InnerDoc):
    """One of the times at which a thing takes place."""

    starts_at = Date()
    ends_at = Date()
    can_run = Boolean()


class IndexedThing(Document):
    """A public thing; all text fields hold finished tokens, `facet` holds `name=value`.

    `kept` is what the index keeps about itself, in documents that are no things: its vocabulary, and how far it has read the ledger.
    """

    title = tokens()
    body = tokens()
    title_parts = tokens()
    body_parts = tokens()
    title_prefixes = tokens()
    body_prefixes = tokens()
    folded = tokens()
    spelt = tokens()
    series = tokens()
    title_key = Keyword(ignore_above=8000)
    occasions = Keyword()
    type = Keyword()
    locale = Keyword()
    facet = Keyword()
    starts_at = Date()
    ends_at = Date()
    occurrences = Nested(IndexedOccurrence)
    updated_at = Date()
    date = Date()
    ages = Boolean()
    sequence = Long()
    deleted = Boolean()
    kept = Object(enabled=False)

    class Meta:
        dynamic = MetaField("strict")


def stored(document: SearchDocument, analyzer: Analyzer) -> dict[str, Any]:
    """The document as the index stores it."""
    return {
        **asdict(fields_of(document, analyzer)),
        "type": document.type,
        "locale": document.locale,
        "facet": [f"{name}={value}" for name, value in document.facets],
        "starts_at": document.starts_at,
        "ends_at": document.ends_at,
        "occurrences": [
            {"starts_at": each.starts_at, "ends_at": each.ends_at, "can_run": each.can_run} for each in document.spans
        ],
        "updated_at": document.updated_at,
        "date": document.date,
        "ages": document.ages,
        "sequence": document.sequence,
        "deleted": False,
    }


def tombstone(withdrawal: Withdrawal) -> dict[str, Any]:
    """What stands where a thing was, so that an older state can never come back."""
    return {"sequence": withdrawal.sequence, "deleted": True}
