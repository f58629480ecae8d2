"""Finds plugins at settings time, before Django loads any app."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from gettext import GNUTranslations
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import LazySettings, settings
from django.utils.functional import empty
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend import requirements
from cms.extend.interrupts import Interrupted
from cms.extend.manifest import BadManifest, Manifest, manifest_of
from cms.extend.plugin import CONTRACT, Plugin
from cms.extend.points import Label
from cms.extend.reserved import CORE as CORE
from cms.extend.telling import shown, told
from cms.extend.untouched import ProcessChanged, untouched

ENTRY_POINTS = "litfass.plugins"
PREFIX = "litfass_"
COUNTED = (*range(1001), 10**6, 10**6 + 1)
"""Numbers that texts speak of; formulas of plurals look at their last digits."""
SKIPPED = _("skipped by LITFASS_PLUGINS_SKIP")


@dataclass(frozen=True)
class Installable:
    """A plugin that can be installed: its slug, the dotted path for INSTALLED_APPS, what it needs, and where it comes from."""

    slug: str
    app: str
    contract: int
    requires: tuple[str, ...]
    source: str = ""
    """A folder, or the name of a distribution."""
    from_distribution: bool = False
    version: str = "0"
    label: str = ""
    """The name of its app, if it is not the slug."""
    is_first_party: bool = False
    """Whether it comes with Litfass, so that its names win over those of others."""

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
    from_distribution: bool = False

    package: str = ""
    """Its package, where some of it may have been loaded."""

    @property
    def slug(self) -> str:
        """The plugin's slug; of one that could not be imported, the name of its folder."""
        return self.name.removesuffix(".apps").rsplit(".", 1)[-1].removeprefix(PREFIX)


class Candidate(NamedTuple):
    """Where a plugin may be: its module `apps`, and the folder or distribution that holds it."""

    module: str
    source: str
    from_distribution: bool = False
    is_first_party: bool = False

    @property
    def name(self) -> str:
        """What it is called before it is imported: its folder, where packages outside of the tree begin with `litfass_`."""
        return self.module.split(".")[-2].removeprefix(PREFIX)


@dataclass(frozen=True)
class Discovery:
    """What discovery found, and what it had to leave out; `told` is what plugins that were found must know of others, by slug."""

    found: tuple[Installable, ...]
    left: tuple[Left, ...]
    told: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)

    @property
    def apps(self) -> list[str]:
        """Dotted paths for INSTALLED_APPS."""
        return [found.app for found in self.found]

    def without(self, slug: str, reason: Label) -> Discovery:
        """The same, with the plugin of this slug among those that are left out."""
        rest = tuple(each for each in self.found if each.slug != slug)
        left = (replace(_left(each, reason), package=each.package) for each in self.found if each.slug == slug)
        return Discovery(rest, (*self.left, *left), {to: texts for to, texts in self.told.items() if to != slug})


def discover(
    folder: Path, *, package: str = "plugins", own: Path | None = None, skip: Collection[str] = ()
) -> Discovery:
    """The plugins in the folder, in the installation's `own` folder and in the entry-point group, by slug.

    A name in `skip` (a slug or the name of a plugin's folder; `*` for all) leaves a plugin out.
    """
    found: dict[str, Installable] = {}
    left: list[Left] = []
    told_to: dict[str, tuple[Label, ...]] = {}
    for candidate in _candidates(folder, package=package, own=own):
        if skipped := _skipped(candidate, skip):
            left.append(skipped)
            continue
        try:
            plugin = _plugin_in(candidate)
        except NoPlugin as error:
            left.append(_left_at(candidate, candidate.module, error.reason))
            continue
        if plugin.slug in skip:
            left.append(_left_at(candidate, plugin.slug, SKIPPED, wanted=True))
        elif other := _first_with_its_name(plugin, found):
            left.append(_left_at(candidate, candidate.module, _taken(plugin, by=other)))
            text = _("{app} from {place} wants its slug or label too, and is left out")
            wants = format_lazy(text, app=plugin.app, place=_place(plugin))
            told_to[other.slug] = (*told_to.get(other.slug, ()), wants)
        else:
            found[plugin.slug] = plugin
    return _resolve(found, left, told_to)


def _first_with_its_name(plugin: Installable, found: Mapping[str, Installable]) -> Installable | None:
    """The plugin that came before and has the same slug, or the same label, which names tables."""
    return next((each for each in found.values() if plugin.slug == each.slug or plugin.label == each.label), None)


def _taken(plugin: Installable, *, by: Installable) -> Label:
    """That another one has its slug or label, with the places of both: often they are the same plugin, installed twice."""
    text = (
        _(
            "its slug {slug} is taken by {app} from {other}; this one is from {place}. If both are the same plugin, uninstall one of them"
        )
        if plugin.slug == by.slug
        else _("its label {label} is taken by {app} from {other}; this one is from {place}")
    )
    return format_lazy(text, slug=plugin.slug, label=plugin.label, app=by.app, other=_place(by), place=_place(plugin))


def _place(plugin: Installable) -> Label:
    text = _("the package {source}") if plugin.from_distribution else _("the folder {source}")
    return format_lazy(text, source=plugin.source)


def _skipped(candidate: Candidate, skip: Collection[str]) -> Left | None:
    """The place as left out, if it was asked for by the folder's name; such a plugin is not even imported."""
    wanted = "*" in skip or candidate.name in skip or f"{PREFIX}{candidate.name}" in skip
    return _left_at(candidate, candidate.name, SKIPPED, wanted=True) if wanted else None


def _left_at(candidate: Candidate, name: str, reason: Label, *, wanted: bool = False) -> Left:
    return Left(name, reason, wanted, candidate.source, candidate.from_distribution)


def _left(found: Installable, reason: Label) -> Left:
    return Left(found.slug, reason, source=found.source, from_distribution=found.from_distribution)


def _candidates(folder: Path, *, package: str, own: Path | None) -> Iterator[Candidate]:
    yield from (candidate._replace(is_first_party=True) for candidate in _in_folder(folder, prefix=f"{package}."))
    if own is not None:
        # At the end, so that no plugin of that folder hides a package of the installation.
        if str(own) not in sys.path:
            sys.path.append(str(own))
        yield from _in_folder(own, prefix="")
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.module):
        yield Candidate(point.module, point.dist.name if point.dist else point.name, from_distribution=True)


def _in_folder(folder: Path, *, prefix: str) -> Iterator[Candidate]:
    if folder.is_dir():
        names = sorted(entry.name for entry in pkgutil.iter_modules([str(folder)]) if entry.ispkg)
        yield from (Candidate(f"{prefix}{name}.apps", str(folder / name)) for name in names)


def _plugin_in(candidate: Candidate) -> Installable:
    """The plugin of the module; raises `NoPlugin` with the reason, whatever the plugin's code does when it is imported."""
    try:
        with settings_out_of_reach(), untouched(candidate.module.rpartition(".")[0]):
            name, manifest = _manifest_in(candidate)
    except Interrupted:
        raise
    except NoPlugin:
        raise
    except (BadManifest, ProcessChanged) as error:
        text = _("its import changes {reason} for all") if isinstance(error, ProcessChanged) else "{reason}"
        raise NoPlugin(format_lazy(text, reason=error.reason)) from error
    except BaseException as error:
        raise NoPlugin(format_lazy(_("cannot be imported: {error}"), error=shown(error))) from error
    return Installable(
        manifest.slug,
        f"{candidate.module}.{name}",
        manifest.cms_api,
        manifest.requires,
        source=candidate.source,
        from_distribution=candidate.from_distribution,
        version=manifest.version,
        label=manifest.label,
        is_first_party=candidate.is_first_party,
    )


def _manifest_in(candidate: Candidate) -> tuple[str, Manifest]:
    loaded = import_module(candidate.module)
    _refuse_another(candidate, Path(str(loaded.__file__)).parent)
    for name, value in getmembers(loaded, isclass):
        if issubclass(value, Plugin) and value is not Plugin and value.__module__ == loaded.__name__:
            package = candidate.module.rpartition(".")[0]
            manifest = manifest_of(value, package)
            _read_catalogues(Path(str(loaded.__file__)).parent)
            for attribute, validated in manifest:
                setattr(value, attribute, validated)
            # Wherever its author put it: Django imports the package by this name.
            value.name = package
            return name, manifest
    raise NoPlugin(format_lazy(_("{module} defines no subclass of cms.extend.Plugin"), module=candidate.module))


def _refuse_another(candidate: Candidate, place: Path) -> None:
    """Raises `NoPlugin` if Python found a package of this name elsewhere than in the folder, as it does where that is installed, too."""
    if not candidate.from_distribution and place.resolve() != Path(candidate.source).resolve():
        text = _(
            "the folder {source} is hidden, since Python finds a package of the same name in {place} first. If both are the same plugin, uninstall one of them"
        )
        raise NoPlugin(format_lazy(text, source=candidate.source, place=place))


def _read_catalogues(folder: Path) -> None:
    """Raises `NoPlugin` for a catalogue that gettext cannot read or count with: any text of anybody would fail in that language."""
    for path in sorted(folder.glob("locale/*/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                count: Any = GNUTranslations(file).plural  # type: ignore[attr-defined]
            # Django asks every catalogue which plural it has for a number, whoever's text it is.
            for number in COUNTED:
                count(number)
        except Exception as error:
            text = _("its catalogue {path} cannot be read: {error}")
            raise NoPlugin(format_lazy(text, path=path.relative_to(folder), error=told(error))) from error


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
        if settings.configured and not made:
            raise NoPlugin(_("its apps.py makes settings of its own"))
    finally:
        LazySettings._setup = before  # type: ignore[attr-defined]  # noqa: SLF001
        if not made:
            settings._wrapped = empty  # noqa: SLF001


def _resolve(found: dict[str, Installable], left: list[Left], told_to: Mapping[str, tuple[Label, ...]]) -> Discovery:
    """Leaves out what misses a requirement or the contract's version, and then what requires that; the rest is in order."""
    while True:
        for slug, plugin in sorted(found.items()):
            if (reason := _reason_against(plugin, found)) is not None:
                left.append(_left(plugin, reason))
                del found[slug]
                break
        else:
            try:
                order = _in_order(found)
            except CycleError as error:
                _leave_circle(error.args[1], found, left)
                continue
            return Discovery(order, tuple(left), {slug: texts for slug, texts in told_to.items() if slug in found})


def _reason_against(plugin: Installable, found: Mapping[str, Installable]) -> Label | None:
    """Why the plugin cannot be among these; None if it can. No text can be read yet."""
    if plugin.contract != CONTRACT:
        text = _("needs contract {needed}, this installation speaks {spoken}")
        return format_lazy(text, needed=plugin.contract, spoken=CONTRACT)
    required = [requirements.read(text) for text in plugin.requires]
    versions = {each.name: requirements.core_version(each.name) or _version_of(each.name, found) for each in required}
    if missing := sorted(name for name, version in versions.items() if not version):
        return format_lazy(_("needs {plugins}"), plugins=", ".join(missing))
    for each in required:
        if not requirements.fits(each, versions[each.name]):
            text = _("needs {requirement}, but here is {version}")
            return format_lazy(text, requirement=str(each), version=versions[each.name])
    return None


def _version_of(slug: str, found: Mapping[str, Installable]) -> str:
    return found[slug].version if slug in found else ""


def _in_order(found: Mapping[str, Installable]) -> tuple[Installable, ...]:
    """Each after what it requires, otherwise by slug; raises `CycleError`."""
    needs = {slug: sorted({*requirements.names(found[slug].requires)} & {*found}) for slug in sorted(found)}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered.extend(ready)
        sorter.done(*ready)
    return tuple(found[slug] for slug in ordered)


def _leave_circle(circle: list[str], found: dict[str, Installable], left: list[Left]) -> None:
    reason = format_lazy(_("is required by what it requires itself: {circle}"), circle=" ← ".join(circle))
    left.extend(_left(found.pop(slug), reason) for slug in sorted({*circle}))
