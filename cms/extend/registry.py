"""What all loaded plugins contribute, in one deterministic order."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any, get_args, get_type_hints

from django.apps import apps
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.guard import Guarded, is_strict
from cms.extend.interrupts import Interrupted
from cms.extend.labels import readable
from cms.extend.naming import BadName, conflicts, notes, refuse_doubles, refuse_reserved
from cms.extend.naming import DuplicateName as DuplicateName
from cms.extend.plugin import Plugin
from cms.extend.points import (
    AfterSave,
    ApiField,
    ApiRoute,
    BeforeDelete,
    BeforeSave,
    Block,
    Check,
    Contributions,
    Exporter,
    Facet,
    FormPanel,
    Importer,
    Job,
    Label,
    MenuEntry,
    PageRegion,
    PageType,
    Point,
    PublicType,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
    Trigger,
)
from cms.extend.reasons import in_english
from cms.extend.requirements import names as required
from cms.extend.reserved import CORE
from cms.extend.result_validation import validated
from cms.extend.telling import shown, told
from cms.extend.unloading import also_forget
from cms.extend.untouched import ProcessChanged, untouched
from cms.extend.validation import Invalid

log = logging.getLogger(__name__)


def collect(plugin: Plugin) -> Contributions:
    """Everything that the plugin contributes, under guard unless it is of the core; raises what its methods raise."""
    given: dict[str, Any] = {
        point.name: tuple(_owned(plugin.slug, point.name, item) for item in given_by(plugin, point.name))
        for point in fields(Contributions)
    }
    contributions = Contributions(**given)
    if plugin.slug not in CORE:
        refuse_reserved(contributions)
    refuse_doubles(plugin.slug, contributions)
    return contributions


MOST = 1000
"""How many descriptors one method gives at most; a generator that never ends would end the start."""

DESCRIPTORS: Mapping[str, type[Point]] = {
    name: get_args(hint)[0] for name, hint in get_type_hints(Contributions).items()
}
"""What each method of a plugin gives."""


def given_by(plugin: Plugin, point: str) -> Iterable[Point]:
    """What the plugin's method gives; raises `TypeError` that says what it must give."""
    expected = DESCRIPTORS[point]
    given: Any = getattr(plugin, point)()
    if isinstance(given, Coroutine):
        given.close()
    if not isinstance(given, Iterable):
        raise TypeError(f"{point}() gives {shown(given)}; let it yield or return a list of {expected.__name__}")
    for number, item in enumerate(given):
        if not isinstance(item, expected):
            raise TypeError(f"{point}() gives {shown(item)}; let it give {expected.__name__}")
        if number == MOST:
            raise ValueError(f"{point}() gives more than {MOST} of {expected.__name__}")
        yield _plain(item, expected)


def _plain(item: Any, kind: type[Point]) -> Point:
    """The descriptor as one of exactly its kind, validated whichever way it was made."""
    return kind(**{each.name: getattr(item, each.name) for each in fields(kind)})


def _owned(plugin: str, point: str, item: Point) -> Point:
    """The descriptor with its owner's name; the functions that its plugin gave are under guard."""
    defaults = {each.name: each.default for each in fields(item)}
    functions: dict[str, Any] = {
        name: Guarded(plugin, f"{point}.{name_of(item)}.{name}", validated(item, name), fallback)
        for name, fallback in item.FALLBACKS.items()
        if plugin not in CORE and getattr(item, name) is not defaults[name]
    }
    labels = readable(item, name_of(item)) if plugin not in CORE else {}
    return replace(item, plugin=plugin, **functions, **labels)


def name_of(item: Point) -> str:
    """What the descriptor is called among those of its point."""
    named: Any = item
    if isinstance(item, ApiRoute):
        return item.prefix.strip("/")
    return str(named.model._meta.label_lower if isinstance(item, SiteSettings) else named.name)


def in_order(plugins: Iterable[Plugin]) -> list[Plugin]:
    """The plugins, each after those that it requires, otherwise those of the core first and then by slug; raises `CycleError`."""
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


@dataclass(frozen=True)
class Registry:
    """The contributions of all plugins by slug, look-ups over them, and the plugins that were dropped with the reason.

    `told` is what plugins must know of each other, by slug: who has a name that both want.
    """

    contributions: Mapping[str, Contributions]
    dropped: Mapping[str, Label] = field(default_factory=dict)
    told: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)

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
        return {importer.name: importer for importer in self._all("importers")}

    @cached_property
    def triggers(self) -> Mapping[str, Trigger]:
        return {trigger.name: trigger for trigger in self._all("triggers")}

    @cached_property
    def reactions(self) -> tuple[Reaction, ...]:
        return self._all("reactions")

    @cached_property
    def menu(self) -> tuple[MenuEntry, ...]:
        """All entries of the editors' menu in their order."""
        return tuple(sorted(self._all("menu"), key=lambda entry: entry.order))

    @cached_property
    def settings(self) -> tuple[SiteSettings, ...]:
        return self._all("settings")

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return self._all("checks")

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        return self._all("jobs")

    def vetoes(self, type_name: str) -> tuple[BeforeDelete, ...]:
        """Who may refuse the deletion of a thing of the type."""
        return tuple(veto for veto in self._all("before_delete") if type_name in veto.types)

    def panels(self, type_name: str) -> tuple[FormPanel, ...]:
        """The parts that plugins add to forms of the type, in their order."""
        found = (panel for panel in self._all("panels") if type_name in panel.types)
        return tuple(sorted(found, key=lambda panel: panel.order))

    def before_save(self, type_name: str) -> tuple[BeforeSave, ...]:
        """What may change or refuse a thing of the type before it is saved."""
        return tuple(each for each in self._all("before_save") if type_name in each.types)

    @cached_property
    def has_after_save(self) -> bool:
        """Whether anybody is told what was saved."""
        return bool(self._all("after_save"))

    def after_save(self, type_name: str) -> tuple[AfterSave, ...]:
        """What is told when a thing of the type was saved."""
        return tuple(each for each in self._all("after_save") if type_name in each.types)

    @cached_property
    def regions(self) -> Mapping[str, tuple[PageRegion, ...]]:
        found: dict[str, list[PageRegion]] = {}
        for each in sorted(self._all("regions"), key=lambda region: region.order):
            found.setdefault(each.region, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

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


def forget() -> None:
    """Lets the registry be built anew at its next use."""
    global _current
    _current = None


def _take_out(package: str, models: set[type[Model]]) -> None:
    """Takes out what a plugin contributes that is no app any more: the core asks before every plugin is ready."""
    global _current
    if _current is not None:
        loaded = {config.slug for config in apps.get_app_configs() if isinstance(config, Plugin)}
        kept = {slug: given for slug, given in _current.contributions.items() if slug in loaded}
        _current = replace(_current, contributions=kept)


also_forget(_take_out)

FAILS = _("one of its points fails: {error}")


def build(plugins: Iterable[Plugin]) -> Registry:
    """The registry over these plugins; one whose point raises, or whose name is another's, is dropped whole, its siblings stay."""
    collected: dict[str, Contributions] = {}
    dropped: dict[str, Label] = {}
    for plugin in _without_circles(plugins, dropped):
        try:
            with untouched("" if plugin.slug in CORE else plugin.name, FAILS):
                collected[plugin.slug] = collect(plugin)
        except BaseException as error:
            # Whatever a point raises must not stop the others; Ctrl+C must.
            if isinstance(error, Interrupted) or is_strict():
                raise
            log.exception("The plugin %s is dropped: one of its points failed.", plugin.slug)
            dropped[plugin.slug] = _reason(error)
    lost = conflicts(collected)
    for slug, wrong in lost.items():
        if is_strict():
            raise wrong
        log.error("The plugin %s is dropped: %s.", slug, in_english(wrong.reason))
        dropped[slug] = wrong.reason
    kept = {slug: given for slug, given in collected.items() if slug not in lost}
    return Registry(kept, dropped, notes(lost))


def _without_circles(plugins: Iterable[Plugin], dropped: dict[str, Label]) -> list[Plugin]:
    """The plugins in order; those that require each other in a circle are dropped."""
    left = list(plugins)
    while True:
        try:
            return in_order(left)
        except CycleError as error:
            text = _("is required by what it requires itself: {circle}")
            for slug in set(error.args[1]):
                dropped[slug] = format_lazy(text, circle=" ← ".join(error.args[1]))
            left = [plugin for plugin in left if plugin.slug not in dropped]


def _reason(error: BaseException) -> Label:
    if isinstance(error, BadName):
        return error.reason
    if isinstance(error, ProcessChanged):
        return format_lazy(_("one of its points changes {reason} for all"), reason=error.reason)
    return format_lazy(FAILS, error=error.reason if isinstance(error, Invalid) else told(error))
