"""Finds plugins at settings time, before Django loads any app."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pathlib import Path

from cms.extend.plugin import CONTRACT, Plugin

ENTRY_POINTS = "litfass.plugins"
CORE = frozenset({"blocks", "content", "publishing", "search", "api", "site"})


@dataclass(frozen=True)
class Found:
    """A plugin that can be installed: its slug, the dotted path for INSTALLED_APPS, and what it needs."""

    slug: str
    app: str
    contract: int
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """A plugin that is left out, and why; `wanted` if the installation asked for that."""

    name: str
    reason: str
    wanted: bool = False


@dataclass(frozen=True)
class Discovery:
    """What discovery found, and what it had to leave out."""

    found: tuple[Found, ...]
    left: tuple[Left, ...]

    @property
    def apps(self) -> list[str]:
        """Dotted paths for INSTALLED_APPS."""
        return [found.app for found in self.found]


def discover(folder: Path, *, package: str = "plugins", skip: Collection[str] = ()) -> Discovery:
    """The plugins in the folder and in the entry-point group, by slug; a slug in `skip` (or `*`) leaves one (or all) out."""
    found: dict[str, Found] = {}
    left: list[Left] = []
    for module in sorted(_modules(folder, package=package)):
        try:
            plugin = _plugin_in(module)
        except Exception as error:  # noqa: BLE001 - whatever a plugin's import raises must not stop the others
            left.append(Left(module, f"cannot be imported: {error!r}"))
            continue
        if "*" in skip or plugin.slug in skip:
            left.append(Left(plugin.slug, "skipped by LITFASS_PLUGINS_SKIP", wanted=True))
        elif plugin.slug in found:
            left.append(Left(module, f"its slug {plugin.slug!r} is taken by {found[plugin.slug].app}"))
        else:
            found[plugin.slug] = plugin
    return _resolve(found, left)


def _modules(folder: Path, *, package: str) -> Iterator[str]:
    if folder.is_dir():
        yield from (f"{package}.{entry.name}.apps" for entry in pkgutil.iter_modules([str(folder)]) if entry.ispkg)
    yield from (f"{point.module}" for point in entry_points(group=ENTRY_POINTS))


def _plugin_in(module: str) -> Found:
    loaded = import_module(module)
    for name, value in getmembers(loaded, isclass):
        if issubclass(value, Plugin) and value is not Plugin and value.__module__ == loaded.__name__:
            return Found(value.slug, f"{module}.{name}", value.cms_api, value.requires)
    raise LookupError(f"{module} defines no subclass of cms.extend.Plugin")


def _resolve(found: dict[str, Found], left: list[Left]) -> Discovery:
    """Leaves out what misses a requirement or the contract's version, and then what requires that."""
    while True:
        for slug, plugin in sorted(found.items()):
            missing = sorted(set(plugin.requires) - set(found) - CORE)
            if plugin.contract != CONTRACT:
                reason = f"needs contract {plugin.contract}, this installation speaks {CONTRACT}"
            elif missing:
                reason = f"needs {', '.join(missing)}"
            else:
                continue
            left.append(Left(slug, reason))
            del found[slug]
            break
        else:
            return Discovery(tuple(found[slug] for slug in sorted(found)), tuple(left))
