"""Finds plugins at settings time, before Django loads any app."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pathlib import Path
from typing import NamedTuple

from django.conf import LazySettings, settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.plugin import CONTRACT, Plugin
from cms.extend.points import Label

ENTRY_POINTS = "litfass.plugins"
PREFIX = "litfass_"
SKIPPED = _("skipped by LITFASS_PLUGINS_SKIP")
CORE = frozenset({"blocks", "content", "publishing", "search", "api", "site", "desk"})


@dataclass(frozen=True)
class Found:
    """A plugin that can be installed: its slug, the dotted path for INSTALLED_APPS, what it needs, and where it comes from."""

    slug: str
    app: str
    contract: int
    requires: tuple[str, ...]
    source: str = ""
    """A folder, or the name of a distribution."""
    from_distribution: bool = False

    @property
    def package(self) -> str:
        """The dotted name of the plugin's package."""
        return self.app.rsplit(".", 2)[0]


@dataclass(frozen=True)
class Left:
    """A plugin that is left out, and why; `wanted` if the installation asked for that.

    The reason cannot be read while settings are being made, since there are no translations yet.
    """

    name: str
    reason: Label
    wanted: bool = False
    source: str = ""

    @property
    def slug(self) -> str:
        """The plugin's slug; of one that could not be imported, the name of its folder."""
        return self.name.removesuffix(".apps").rsplit(".", 1)[-1].removeprefix(PREFIX)


class Place(NamedTuple):
    """Where a plugin may be: its module `apps`, and the folder or distribution that holds it."""

    module: str
    source: str
    from_distribution: bool = False

    @property
    def name(self) -> str:
        """What it is called before it is imported: its folder, where packages outside of the tree begin with `litfass_`."""
        return self.module.split(".")[-2].removeprefix(PREFIX)


@dataclass(frozen=True)
class Discovery:
    """What discovery found, and what it had to leave out."""

    found: tuple[Found, ...]
    left: tuple[Left, ...]

    @property
    def apps(self) -> list[str]:
        """Dotted paths for INSTALLED_APPS."""
        return [found.app for found in self.found]


def discover(
    folder: Path, *, package: str = "plugins", own: Path | None = None, skip: Collection[str] = ()
) -> Discovery:
    """The plugins in the folder, in the installation's `own` folder and in the entry-point group, by slug.

    A name in `skip` (a slug or the name of a plugin's folder; `*` for all) leaves a plugin out.
    """
    found: dict[str, Found] = {}
    left: list[Left] = []
    for place in _places(folder, package=package, own=own):
        if skipped := _skipped(place, skip):
            left.append(skipped)
            continue
        try:
            plugin = _plugin_in(place)
        except NoPlugin as error:
            left.append(Left(place.module, error.reason, source=place.source))
            continue
        except Exception as error:  # noqa: BLE001 - whatever a plugin's import raises must not stop the others
            reason = format_lazy(_("cannot be imported: {error}"), error=repr(error))
            left.append(Left(place.module, reason, source=place.source))
            continue
        if plugin.slug in skip:
            left.append(Left(plugin.slug, SKIPPED, wanted=True, source=place.source))
        elif plugin.slug in found:
            reason = format_lazy(_("its slug {slug} is taken by {app}"), slug=plugin.slug, app=found[plugin.slug].app)
            left.append(Left(place.module, reason, source=place.source))
        else:
            found[plugin.slug] = plugin
    return _resolve(found, left)


def _skipped(place: Place, skip: Collection[str]) -> Left | None:
    """The place as left out, if it was asked for by the folder's name; such a plugin is not even imported."""
    wanted = "*" in skip or place.name in skip or f"{PREFIX}{place.name}" in skip
    return Left(place.name, SKIPPED, wanted=True, source=place.source) if wanted else None


def _places(folder: Path, *, package: str, own: Path | None) -> Iterator[Place]:
    yield from _in_folder(folder, prefix=f"{package}.")
    if own is not None:
        # At the end, so that no plugin of that folder hides a package of the installation.
        if str(own) not in sys.path:
            sys.path.append(str(own))
        yield from _in_folder(own, prefix="")
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.module):
        yield Place(point.module, point.dist.name if point.dist else point.name, from_distribution=True)


def _in_folder(folder: Path, *, prefix: str) -> Iterator[Place]:
    if folder.is_dir():
        names = sorted(entry.name for entry in pkgutil.iter_modules([str(folder)]) if entry.ispkg)
        yield from (Place(f"{prefix}{name}.apps", str(folder / name)) for name in names)


def _plugin_in(place: Place) -> Found:
    with settings_out_of_reach():
        loaded = import_module(place.module)
    for name, value in getmembers(loaded, isclass):
        if issubclass(value, Plugin) and value is not Plugin and value.__module__ == loaded.__name__:
            return Found(
                value.slug,
                f"{place.module}.{name}",
                value.cms_api,
                value.requires,
                source=place.source,
                from_distribution=place.from_distribution,
            )
    raise NoPlugin(format_lazy(_("{module} defines no subclass of cms.extend.Plugin"), module=place.module))


class NoPlugin(Exception):
    """A module gives no plugin, for this reason."""

    def __init__(self, reason: Label) -> None:
        super().__init__()
        self.reason = reason


class TooEarly(NoPlugin):
    """A plugin's `apps.py` needs settings at its import, e.g. because it imports models."""


@contextmanager
def settings_out_of_reach() -> Iterator[None]:
    """While settings are being made, reading them raises `TooEarly`: Django would take them half-made for the whole process."""

    def refuse(lazy: LazySettings, name: str | None = None) -> None:
        raise TooEarly(_("its apps.py imports models or reads settings; do that inside of its methods"))

    made = settings.configured
    before = LazySettings._setup  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    LazySettings._setup = before if made else refuse  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        yield
    finally:
        LazySettings._setup = before  # type: ignore[attr-defined]  # noqa: SLF001


def _resolve(found: dict[str, Found], left: list[Left]) -> Discovery:
    """Leaves out what misses a requirement or the contract's version, and then what requires that."""
    while True:
        for slug, plugin in sorted(found.items()):
            missing = sorted(set(plugin.requires) - set(found) - CORE)
            if plugin.contract != CONTRACT:
                text = _("needs contract {needed}, this installation speaks {spoken}")
                reason = format_lazy(text, needed=plugin.contract, spoken=CONTRACT)
            elif missing:
                reason = format_lazy(_("needs {plugins}"), plugins=", ".join(missing))
            else:
                continue
            left.append(Left(slug, reason, source=plugin.source))
            del found[slug]
            break
        else:
            return Discovery(tuple(found[slug] for slug in sorted(found)), tuple(left))
