"""Loads all that a document shows of other things, with one question for each kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.models import Page

from blocks.choosers import AnyPageChooserBlock, PictureChooserBlock

Related = Sequence[str | Prefetch[Any]]
"""What inline items refer to, as for `prefetch_related`."""

Lookups = Mapping[str, Related]
"""By the name of a list of inline items: what its inline items refer to."""


def pages(lookup: str, model: str, *related: str) -> Prefetch[Any]:
    """Pages of one type, with what a card shows of them, and with what they refer to by these names."""
    found = AnyPageChooserBlock(page_type=model).loaded()
    return Prefetch(lookup, found.select_related(*related) if related else found)


def records(lookup: str, model: str, *related: str) -> Prefetch[Any]:
    """Records of one type, with what they refer to by these names."""
    return Prefetch(lookup, apps.get_model(model)._base_manager.select_related(*related))


def images(lookup: str) -> Prefetch[Any]:
    """Images, each knowing whether it is restricted."""
    return Prefetch(lookup, PictureChooserBlock().loaded())


def load_inline_items(page: Page, lookups: Lookups, *, own: Related = ()) -> None:
    """Keeps the page's inline items in memory, with the things that they and the page itself refer to; unsaved ones stay as they are."""
    lines = {name: list(getattr(page, name).all()) for name in lookups}
    _load([([page], own), *((lines[name], related) for name, related in lookups.items())])
    for name in lookups:
        setattr(page, name, lines[name])


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


def _load(lists: Iterable[tuple[list[Any], Related]]) -> None:
    """Loads what the things in each list refer to: pages of one type, with the same about them, once for all lists."""
    alike: dict[Any, list[tuple[list[Any], Any]]] = defaultdict(list)
    for things, related in lists:
        others: list[Any] = []
        for each in related:
            queryset: Any = each.queryset if isinstance(each, Prefetch) else None
            if queryset is not None and issubclass(queryset.model, Page):
                alike[queryset.model, str(queryset.query.select_related)].append((things, each))
            else:
                others.append(each)
        prefetch_related_objects(things, *others)
    for uses in alike.values():
        _attach(uses[0][1].queryset, [(thing, each.prefetch_through) for things, each in uses for thing in things])


def _attach(pages: QuerySet[Any], places: Iterable[tuple[Any, str]]) -> None:
    """Puts the pages into the fields that refer to them, where nothing stands yet."""
    fields = [(thing, thing._meta.get_field(name)) for thing, name in places]
    empty = [(thing, field) for thing, field in fields if not field.is_cached(thing)]
    keys = {getattr(thing, field.attname) for thing, field in empty} - {None}
    found = pages.in_bulk(keys) if keys else {}
    for thing, field in empty:
        if page := found.get(getattr(thing, field.attname)):
            setattr(thing, field.name, page)
