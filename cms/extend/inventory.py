"""What there is to say about every plugin that was found: for the list at the terminal, and the one in the editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from django.apps import apps
from django.conf import settings

from cms.extend.discovery import Installable, Left
from cms.extend.labels import said
from cms.extend.models import PausedPoint
from cms.extend.plugin import Plugin
from cms.extend.points import Contributions, Label
from cms.extend.registry import name_of, registry
from cms.extend.reserved import CORE


class Standing(StrEnum):
    """How far a plugin came."""

    LOADED = "loaded"
    DROPPED = "dropped"
    """Loaded, but one of its points failed at the start, so that it contributes nothing."""
    LEFT_OUT = "left out"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A plugin in the list; `contributes` holds the names of its descriptors by point, `paused` the paused points' reasons."""

    slug: str
    title: str
    standing: Standing
    reason: Label = ""
    version: str = ""
    contract: int | None = None
    source: str = ""
    from_distribution: bool = False
    contributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paused: Mapping[str, Label] = field(default_factory=dict)
    told: tuple[Label, ...] = ()
    """What it must know of other plugins that want its names."""

    @property
    def is_loaded(self) -> bool:
        """Whether it runs."""
        return self.standing is Standing.LOADED

    @property
    def is_in_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self.standing in (Standing.DROPPED, Standing.LEFT_OUT) or bool(self.paused or self.told)


def inventory() -> list[Listed]:
    """All plugins but the core's own: those that run first, each part by name."""
    paused: dict[str, dict[str, Label]] = {}
    for each in PausedPoint.objects.order_by("plugin", "point"):
        paused.setdefault(each.plugin, {})[each.point] = each.why
    found = [_found(each, paused.get(each.slug, {})) for each in settings.PLUGINS.found]
    left = [_left(each) for each in settings.PLUGINS.left]
    return sorted([*found, *left], key=lambda each: (not each.is_loaded, each.slug))


def contributions_of(slug: str) -> dict[str, tuple[str, ...]]:
    """The names of what the plugin contributes, by point; points without any are left out."""
    given = registry().contributions.get(slug, Contributions())
    named = {point.name: tuple(name_of(item) for item in getattr(given, point.name)) for point in fields(given)}
    return {point: names for point, names in named.items() if names}


def troubles() -> list[Listed]:
    """The plugins that somebody should look at; asks the database once."""
    return [each for each in inventory() if each.is_in_trouble]


def _found(found: Installable, paused: Mapping[str, Label]) -> Listed:
    plugin = next(each for each in loaded() if each.slug == found.slug)
    reason = registry().dropped.get(found.slug, "")
    return Listed(
        slug=found.slug,
        title=_title(plugin),
        standing=Standing.DROPPED if reason else Standing.LOADED,
        reason=reason,
        version=plugin.version,
        contract=plugin.cms_api,
        source=found.source,
        from_distribution=found.from_distribution,
        contributes=contributions_of(found.slug),
        paused=paused,
        told=(*settings.PLUGINS.told.get(found.slug, ()), *registry().told.get(found.slug, ())),
    )


def title_of(slug: str) -> str:
    """What people call the loaded plugin; its slug if there is none."""
    return next((_title(plugin) for plugin in loaded() if plugin.slug == slug), slug)


def _title(plugin: Plugin) -> str:
    return said(plugin.verbose_name if "verbose_name" in vars(type(plugin)) else plugin.title, plugin.slug)


def _left(left: Left) -> Listed:
    standing = Standing.SKIPPED if left.wanted else Standing.LEFT_OUT
    return Listed(
        slug=left.slug,
        title=left.slug,
        standing=standing,
        reason=left.reason,
        source=left.source,
        from_distribution=left.from_distribution,
    )


def loaded() -> Iterator[Plugin]:
    """All loaded plugins but the core's own."""
    for config in apps.get_app_configs():
        if isinstance(config, Plugin) and config.slug not in CORE:
            yield config
