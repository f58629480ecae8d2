"""The document that a page shows: the public one to visitors, a fresh one in a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson

from cms.publishing.reading.facets import facets_of
from cms.publishing.reading.items import document_of
from cms.publishing.serialising import serialise


@dataclass(frozen=True)
class Shown:
    """A document, and under which facet values its thing is found, which few pages ask for.

    `is_public` says that it stands in the ledger.
    """

    document: dict[str, Any]
    rows: Callable[[], Iterable[tuple[str, str, str]]]
    is_public: bool = False

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, str]]:
        facets: dict[str, dict[str, str]] = {}
        for name, value, label in self.rows():
            facets.setdefault(name, {})[label] = value
        return facets


def remember_document(page: Any, key: UUID, document: str) -> None:
    """Keeps what the ledger says about the page with it, for the request that has read it."""
    page.ledger_document = key, document


def public_document(page: Any) -> Shown | None:
    """What the ledger says about the page, in one query at most, and one more for its facets; None if it has no live entry."""
    found = getattr(page, "ledger_document", None) or document_of(page)
    if found is None:
        return None
    key, document = found
    return Shown(orjson.loads(document), lambda: facets_of(key), is_public=True)


def draft_document(page: Any) -> Shown:
    """What would stand in the ledger if the page were published as it is; the page may never have been saved."""
    if not page.url_path:
        page.set_url_path(page.get_parent())
    built = serialise(page)
    # The same types as in the stored document: text for dates and identifiers.
    return Shown(built.document, lambda: built.facets)


def bare_document(page: Any) -> Shown:
    """What is known of the page without its type, which cannot say more just now."""
    parts = page.get_url_parts()
    place = {"locale": page.locale.language_code, "path": parts[2] if parts else ""}
    known = {"type": "", "title": page.title, "lead": getattr(page, "lead", ""), **place}
    return Shown(known, tuple)
