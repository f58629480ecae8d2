"""What all loaded plugins contribute, in one deterministic order."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, get_args, get_type_hints

from django.apps import apps
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.guard import Guarded, is_strict
from cms.extend.plugin import Plugin
from cms.extend.points import (
    ApiField,
    ApiRoute,
    BeforeDelete,
    Block,
    Check,
    Contributions,
    Exporter,
    Facet,
    Happening,
    Importer,
    Job,
    Label,
    MenuEntry,
    PageType,
    Point,
    PublicType,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
)
from cms.extend.requirements import names as required
from cms.extend.reserved import CORE
from cms.extend.results import in_form

log = logging.getLogger(__name__)


def collect(plugin: Plugin) -> Contributions:
    """Everything that the plugin contributes, under guard unless it is of the core; raises what its methods raise."""
    given: dict[str, Any] = {
        point.name: tuple(_owned(plugin.slug, point.name, item) for item in given_by(plugin, point.name))
        for point in fields(Contributions)
    }
    contributions = Contributions(**given)
    _refuse_doubles(plugin, contributions)
    return contributions


DESCRIPTORS: Mapping[str, type[Point]] = {
    name: get_args(hint)[0] for name, hint in get_type_hints(Contributions).items()
}
"""What each method of a plugin gives."""


def given_by(plugin: Plugin, point: str) -> Iterable[Point]:
    """What the plugin's method gives; raises `TypeError` that says what it must give."""
    expected = DESCRIPTORS[point]
    given: Any = getattr(plugin, point)()
    if not isinstance(given, Iterable):
        raise TypeError(f"{point}() gives {given!r}; let it yield or return a list of {expected.__name__}")
    for item in given:
        if not isinstance(item, expected):
            raise TypeError(f"{point}() gives {item!r}; let it give {expected.__name__}")
        yield item


def _owned(plugin: str, point: str, item: Point) -> Point:
    """The descriptor with its owner's name; the functions that its plugin gave are under guard."""
    defaults = {each.name: each.default for each in fields(item)}
    functions: dict[str, Any] = {
        name: Guarded(plugin, f"{point}.{name_of(item)}.{name}", in_form(item, name), stands_in)
        for name, stands_in in item.STANDS_IN.items()
        if plugin not in CORE and getattr(item, name) is not defaults[name]
    }
    return replace(item, plugin=plugin, **functions)


def name_of(item: Point) -> str:
    """What the descriptor is called among those of its point."""
    named: Any = item
    if isinstance(item, ApiRoute):
        return item.prefix.strip("/")
    return str(named.model._meta.label_lower if isinstance(item, SiteSettings) else named.name)


def in_order(plugins: Iterable[Plugin]) -> list[Plugin]:
    """The plugins, each after those that it requires, otherwise those of the core first and then by slug."""
    by_slug = {plugin.slug: plugin for plugin in plugins}
    sorter = TopologicalSorter(
        {slug: sorted(set(required(by_slug[slug].requires)) & set(by_slug)) for slug in sorted(by_slug)}
    )
    sorter.prepare()
    ordered: list[Plugin] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda slug: (slug not in CORE, slug))
        ordered.extend(by_slug[slug] for slug in ready)
        sorter.done(*ready)
    return ordered


class DuplicateName(Exception):
    """Two plugins claim one name."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind, name)
        self.reason = format_lazy(_("the {kind} name {name} is taken; choose another one"), kind=kind, name=name)


@dataclass(frozen=True)
class Registry:
    """The contributions of all plugins by slug, look-ups over them, and the plugins that were dropped with the reason."""

    contributions: Mapping[str, Contributions]
    dropped: Mapping[str, Label] = field(default_factory=dict)

    def _all(self, point: str) -> tuple[Any, ...]:
        return tuple(item for given in self.contributions.values() for item in getattr(given, point))

    @cached_property
    def page_types(self) -> tuple[PageType, ...]:
        """All page types."""
        return self._all("page_types")

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records."""
        return self._all("records")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in their order."""
        return tuple(sorted(self._all("blocks"), key=lambda block: block.order))

    @cached_property
    def api_routes(self) -> tuple[ApiRoute, ...]:
        """All routers of the delivery API."""
        return self._all("api_routes")

    @cached_property
    def api_fields(self) -> tuple[ApiField, ...]:
        """All further fields of documents."""
        return self._all("api_fields")

    @cached_property
    def search_fields(self) -> tuple[SearchField, ...]:
        """All further text that search reads."""
        return self._all("search_fields")

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """All facets in their order, each once, with all types that are found by it."""
        merged: dict[str, Facet] = {}
        for facet in self._all("facets"):
            first = merged.setdefault(facet.name, facet)
            if first is not facet:
                merged[facet.name] = replace(first, types=(*first.types, *facet.types))
        return tuple(sorted(merged.values(), key=lambda facet: facet.order))

    def facets_of(self, type_name: str) -> tuple[Facet, ...]:
        """The facets that give values for things of the type, as their plugins gave them."""
        return tuple(facet for facet in self._all("facets") if type_name in facet.types)

    @cached_property
    def exporters(self) -> Mapping[str, Exporter]:
        """All exporters by name."""
        return {exporter.name: exporter for exporter in self._all("exporters")}

    @cached_property
    def importers(self) -> Mapping[str, Importer]:
        """All importers by name."""
        return {importer.name: importer for importer in self._all("importers")}

    @cached_property
    def happenings(self) -> Mapping[str, Happening]:
        """All happenings by name."""
        return {happening.name: happening for happening in self._all("happenings")}

    @cached_property
    def reactions(self) -> tuple[Reaction, ...]:
        """All reactions."""
        return self._all("reactions")

    @cached_property
    def menu(self) -> tuple[MenuEntry, ...]:
        """All entries of the editors' menu in their order."""
        return tuple(sorted(self._all("menu"), key=lambda entry: entry.order))

    @cached_property
    def settings(self) -> tuple[SiteSettings, ...]:
        """All settings of sites."""
        return self._all("settings")

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """All system checks."""
        return self._all("checks")

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs."""
        return self._all("jobs")

    def vetoes(self, type_name: str) -> tuple[BeforeDelete, ...]:
        """Who may refuse the deletion of a thing of the type."""
        return tuple(veto for veto in self._all("before_delete") if type_name in veto.types)

    @cached_property
    def public_types(self) -> Mapping[str, PublicType]:
        """Page types and records by name."""
        return {public.name: public for public in (*self.page_types, *self.records)}

    @cached_property
    def _types_by_model(self) -> Mapping[type[Model], PublicType]:
        return {public.model: public for public in self.public_types.values()}

    def type_of(self, model: type[Model]) -> PublicType | None:
        """The public type of exactly this model, or None."""
        return self._types_by_model.get(model)

    def blocks_for(self, stream: str) -> tuple[Block, ...]:
        """The blocks offered in the named stream, in their order."""
        return tuple(block for block in self.blocks if stream in block.streams)


_current: Registry | None = None


def registry() -> Registry:
    """The registry of this process, built on first use once all models are loaded."""
    global _current
    if _current is None:
        apps.check_models_ready()
        _current = build(config for config in apps.get_app_configs() if isinstance(config, Plugin))
    return _current


def build(plugins: Iterable[Plugin]) -> Registry:
    """The registry over these plugins; one whose point raises is dropped whole, its siblings stay."""
    contributions: dict[str, Contributions] = {}
    dropped: dict[str, Label] = {}
    for plugin in in_order(plugins):
        try:
            given = collect(plugin)
            _refuse_taken_names(given, contributions.values())
        except Exception as error:  # whatever a point raises must not stop the others
            if is_strict():
                raise
            log.exception("The plugin %s is dropped: one of its points failed.", plugin.slug)
            dropped[plugin.slug] = _reason(error)
        else:
            contributions[plugin.slug] = given
    return Registry(contributions, dropped)


def _reason(error: Exception) -> Label:
    if isinstance(error, DuplicateName):
        return error.reason
    return format_lazy(_("one of its points fails: {error}"), error=f"{type(error).__name__}: {error}")


def _refuse_taken_names(given: Contributions, others: Iterable[Contributions]) -> None:
    taken = {name for other in others for name in _names(other)}
    for name in sorted(set(_names(given)) & taken):
        raise DuplicateName(*name)


def _names(given: Contributions) -> list[tuple[str, str]]:
    """What must be unique over all plugins."""
    types = [*given.page_types, *given.records]
    # The core's alone: it comes first, whereas a plugin's type must not be lost to another plugin's field that comes before it.
    core = {public.name: public.schema for public in types if public.plugin in CORE}
    return [
        *(("type", public.name) for public in types),
        *(("API path", public.plural) for public in types),
        *(("field", f"{member} of {name}") for name, schema in core.items() for member in schema.model_fields),
        *(("field", f"{field.name} of {type_name}") for field in given.api_fields for type_name in field.types),
        *(("block", block.name) for block in given.blocks),
        *(("facet", f"{facet.name} of {type_name}") for facet in given.facets for type_name in facet.types),
        *(("route", route.prefix) for route in given.api_routes),
        *(("exporter", exporter.name) for exporter in given.exporters),
        *(("importer", importer.name) for importer in given.importers),
        *(("happening", happening.name) for happening in given.happenings),
    ]


def _refuse_doubles(plugin: Plugin, given: Contributions) -> None:
    for (kind, name), times in Counter(_names(given)).items():
        if times > 1:
            raise ValueError(f"{plugin.slug} gives the {kind} name {name!r} {times} times; choose another one")
