"""Loads all that a document shows of other things, with one question for each kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.models import Page

from blocks.choosers import AnyPageChooserBlock

Related = Sequence[str | Prefetch[Any]]
"""What inline items refer to, as for `prefetch_related`."""

Lookups = Mapping[str, Related]
"""By the name of a list of inline items: what its inline items refer to."""


def pages(lookup: str, model: str) -> Prefetch[Any]:
    """Pages of one type, with what a card shows of them."""
    return Prefetch(lookup, AnyPageChooserBlock(page_type=model).loaded())


def load_inline_items(page: Page, lookups: Lookups) -> None:
    """Keeps the page's inline items in memory, with the things that they refer to; unsaved ones stay as they are."""
    for name, related in lookups.items():
        _keep(page, name, list(getattr(page, name).all()), related)


def load_inline_items_of_many(found: Iterable[Page], lookups: Lookups) -> None:
    """Keeps the stored inline items of several pages of one type in memory, with the things that they refer to."""
    by_key = {page.pk: page for page in found}
    for name, related in lookups.items():
        for model in {getattr(page, name).model for page in by_key.values()}:
            lines = list(model._default_manager.filter(page_id__in=by_key).order_by("sort_order"))
            prefetch_related_objects(lines, *related)
            for key, page in by_key.items():
                _keep(page, name, [line for line in lines if line.page_id == key], ())


def _keep(page: Page, name: str, lines: list[Any], related: Related) -> None:
    prefetch_related_objects(lines, *related)
    setattr(page, name, lines)
