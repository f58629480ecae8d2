"""What the things of a filter are called together."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils import translation

from cms.extend import registry
from cms.publishing.entries import live_entries
from cms.publishing.filters import Filter
from cms.publishing.models import FacetRow

MOST = 3
"""As many types, and as many values of filters, have room in a title."""


def title_of(wanted: Filter, *, locale: str, ids: tuple[UUID, ...] = (), text: str = "") -> str:
    """„Veranstaltungen, Halle (Saale) – Litfass“; the site's name alone where nothing is narrowed. One query each for facets and single things."""
    with translation.override(locale):
        parts = [*([f"„{text}“"] if text else []), *(_titles(ids) or _types(wanted.types)), *_values(wanted, locale)]
    return f"{', '.join(parts)} – {settings.WAGTAIL_SITE_NAME}" if parts else settings.WAGTAIL_SITE_NAME


def _titles(ids: tuple[UUID, ...]) -> list[str]:
    return list(live_entries().filter(pk__in=ids).values_list("title", flat=True)[:MOST]) if ids else []


def _types(names: Iterable[str]) -> list[str]:
    known = registry().public_types
    labels = [str(known[name].label) for name in names if name in known]
    return labels if len(labels) <= MOST else []


def _values(wanted: Filter, locale: str) -> Iterable[str]:
    chosen = [(name, value) for name, groups in wanted.facets.items() for group in groups for value in group]
    labels = _labels(chosen[:MOST], locale)
    return [*(labels.get(pair, pair[1]) for pair in chosen[:MOST]), *("…" for _ in chosen[MOST : MOST + 1])]


def _labels(chosen: list[tuple[str, str]], locale: str) -> dict[tuple[str, str], str]:
    if not chosen:
        return {}
    names, values = zip(*chosen, strict=True)
    rows = FacetRow.objects.filter(name__in=names, value__in=values, entry__locale__in=(locale, "")).order_by("label")
    return {(name, value): label for name, value, label in rows.values_list("name", "value", "label").distinct()}
