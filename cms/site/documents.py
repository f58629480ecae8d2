"""The document that a page shows: the public one to visitors, a fresh one in a preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.extend import public_id
from cms.publishing.building import build
from cms.publishing.entries import live_entries


@dataclass(frozen=True)
class Shown:
    """A document, and under which facet values its thing is found: `facets[name][label]` is the value."""

    document: dict[str, Any]
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def public_document(page: Any) -> Shown | None:
    """What the ledger says about the page, in two queries; None if it has no live entry."""
    entry = live_entries().filter(pk=public_id(page)).prefetch_related("facet_rows").first()
    if entry is None:
        return None
    rows = [(row.name, row.label, row.value) for row in entry.facet_rows.all()]
    return Shown(json.loads(entry.document), _by_label(rows))


def draft_document(page: Any) -> Shown:
    """What would stand in the ledger if the page were published as it is; the page may never have been saved."""
    if not page.url_path:
        page.set_url_path(page.get_parent())
    built = build(page)
    # The same types as in the stored document: text for dates and identifiers.
    return Shown(built.document, _by_label([(name, label, value) for name, value, label in built.facets]))


def _by_label(rows: list[tuple[str, str, str]]) -> Mapping[str, Mapping[str, str]]:
    facets: dict[str, dict[str, str]] = {}
    for name, label, value in rows:
        facets.setdefault(name, {})[label] = value
    return facets
