"""What all loaded plugins contribute, in one deterministic order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db.models import Model

from cms.extend.plugin import Plugin
from cms.extend.points import (
    ApiField,
    ApiRoute,
    Block,
    Contributions,
    Facet,
    PageType,
    PublicType,
    Record,
    SearchField,
)


def collect(plugin: Plugin) -> Contributions:
    """Everything that the plugin contributes; raises what its methods raise."""
    return Contributions(**{point.name: tuple(getattr(plugin, point.name)()) for point in fields(Contributions)})


def in_order(plugins: Iterable[Plugin]) -> list[Plugin]:
    """The plugins, each after those that it requires, otherwise by slug."""
    by_slug = {plugin.slug: plugin for plugin in plugins}
    sorter = TopologicalSorter({slug: sorted(set(by_slug[slug].requires) & set(by_slug)) for slug in sorted(by_slug)})
    sorter.prepare()
    ordered: list[Plugin] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered.extend(by_slug[slug] for slug in ready)
        sorter.done(*ready)
    return ordered


class DuplicateName(Exception):
    """Two plugins claim one name."""


@dataclass(frozen=True)
class Registry:
    """The contributions of all plugins by slug, and look-ups over them."""

    contributions: Mapping[str, Contributions]

    def _all(self, point: str) -> tuple[Any, ...]:
        return tuple(item for given in self.contributions.values() for item in getattr(given, point))

    @cached_property
    def page_types(self) -> tuple[PageType, ...]:
        return self._all("page_types")

    @cached_property
    def records(self) -> tuple[Record, ...]:
        return self._all("records")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(sorted(self._all("blocks"), key=lambda block: block.order))

    @cached_property
    def api_routes(self) -> tuple[ApiRoute, ...]:
        return self._all("api_routes")

    @cached_property
    def api_fields(self) -> tuple[ApiField, ...]:
        return self._all("api_fields")

    @cached_property
    def search_fields(self) -> tuple[SearchField, ...]:
        return self._all("search_fields")

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return tuple(sorted(self._all("facets"), key=lambda facet: facet.order))

    @cached_property
    def public_types(self) -> Mapping[str, PublicType]:
        """Page types and records by name."""
        return _unique([*self.page_types, *self.records])

    @cached_property
    def _types_by_model(self) -> Mapping[type[Model], PublicType]:
        return {public.model: public for public in self.public_types.values()}

    def type_of(self, model: type[Model]) -> PublicType | None:
        """The public type of exactly this model, or None."""
        return self._types_by_model.get(model)

    def blocks_for(self, stream: str) -> tuple[Block, ...]:
        """The blocks offered in the named stream, in their order."""
        return tuple(block for block in self.blocks if stream in block.streams)


def _unique(types: Iterable[PublicType]) -> dict[str, PublicType]:
    by_name: dict[str, PublicType] = {}
    for public in types:
        if public.name in by_name:
            raise DuplicateName(
                f"The type name {public.name!r} is taken by {by_name[public.name].model.__name__}; "
                f"give {public.model.__name__} another one."
            )
        by_name[public.name] = public
    return by_name


_current: Registry | None = None


def registry() -> Registry:
    """The registry of this process, built on first use once all models are loaded."""
    global _current
    if _current is None:
        apps.check_models_ready()
        plugins = [config for config in apps.get_app_configs() if isinstance(config, Plugin)]
        _current = Registry({plugin.slug: collect(plugin) for plugin in in_order(plugins)})
    return _current
