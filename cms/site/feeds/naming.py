"""What the things of a filter are called together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.utils import translation

from cms.extend import registry
from cms.publishing.reading.facets import labels_of
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.memory import LedgerMemory
from cms.publishing.reading.rows import rows_by_id

MOST = 3
"""As many types, and as many values of filters, have room in a title."""


def title_of(wanted: Filter, *, locale: str, ids: tuple[UUID, ...] = (), text: str = "") -> str:
    """„Veranstaltungen, Halle (Saale) – Litfass“; the site's name alone where nothing is narrowed. One query each for facets and single things."""
    with translation.override(locale):
        parts = [*([f"„{text}“"] if text else []), *(_titles(ids) or _types(wanted.types)), *_values(wanted, locale)]
    return f"{', '.join(parts)} – {settings.WAGTAIL_SITE_NAME}" if parts else settings.WAGTAIL_SITE_NAME


def _titles(ids: tuple[UUID, ...]) -> list[str]:
    return [row.title for row in rows_by_id(ids).values()][:MOST]


def _types(names: Iterable[str]) -> list[str]:
    known = registry().public_types
    labels = [str(known[name].label) for name in names if name in known]
    return labels if len(labels) <= MOST else []


def _values(wanted: Filter, locale: str) -> Iterable[str]:
    chosen = [(name, value) for name, groups in wanted.facets.items() for group in groups for value in group]
    labels = _labels.get((locale, *chosen[:MOST]), lambda: labels_of(chosen[:MOST], locale=locale)) if chosen else {}
    return [*(labels.get(pair, pair[1]) for pair in chosen[:MOST]), *("…" for _ in chosen[MOST : MOST + 1])]


_labels = LedgerMemory[Mapping[tuple[str, str], str]](most=1_000)
