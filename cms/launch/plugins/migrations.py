"""Migrations of a plugin are made and followed as Django will: one that cannot be would stop everybody's `migrate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.extend.unloading import CannotStay

Node = tuple[str, str]
"""The label of an app, and the name of a migration."""


def migrations_can_be_followed(config: AppConfig) -> None:
    """Its migrations can be made, lead to one end, build upon what there is, and touch no order but their own."""
    if (Path(config.path) / "migrations.py").is_file():
        raise CannotStay(_("its migrations.py is a file; make it a folder with a file for each migration"))
    made = _made(config)
    if not made:
        return
    for name, migration in made.items():
        _refuse_what_is_of_others(config, name, migration)
    followed = {
        before for migration in made.values() for app, before in migration.dependencies if app == config.label
    } | {name for name, migration in made.items() if any(app == config.label for app, _before in migration.run_before)}
    if len(ends := sorted({*made} - followed)) > 1 or not ends:
        raise CannotStay(format_lazy(_("its migrations lead to several ends: {names}"), names=", ".join(ends)))
    order = _in_order(config, made)
    replaced = {tuple(each) for migration in made.values() for each in migration.replaces}
    state = ProjectState()
    for name in order:
        if (config.label, name) not in replaced:
            # As far as it knows of itself, without any database.
            state = made[name].mutate_state(state, preserve=False)


def _made(config: AppConfig) -> dict[str, Migration]:
    """Its migrations by name, as Django makes them, with all that Django asks of them."""
    if not (Path(config.path) / "migrations").is_dir():
        return {}
    package = f"{config.name}.migrations"
    folder: Any = import_module(package)
    names = [each.name for each in iter_modules(folder.__path__) if not each.ispkg and each.name[0] not in "_~"]
    made = {}
    for name in names:
        kind = getattr(import_module(f"{package}.{name}"), "Migration", None)
        if not (isinstance(kind, type) and issubclass(kind, Migration)):
            raise CannotStay(format_lazy(_("its migration {name} has no class Migration"), name=name))
        migration = kind(name, config.label)
        # What is wrong with it is raised here, where it costs nobody else anything.
        made[name] = {migration: migration}[migration]
        str(migration)
    return made


def _refuse_what_is_of_others(config: AppConfig, name: str, migration: Migration) -> None:
    """Nobody's history is changed by it: what is applied already cannot come after it any more."""
    for app, other in [*migration.dependencies, *migration.run_before]:
        if not _is_there(app, other):
            text = _("its migration {name} builds upon {other}, which there is not")
            raise CannotStay(format_lazy(text, name=name, other=f"{app}.{other}"))
    for app, other in [*migration.run_before, *migration.replaces]:
        if app != config.label and app in apps.app_configs:
            text = _("its migration {name} replaces {other} of another app, or wants to run before it")
            raise CannotStay(format_lazy(text, name=name, other=f"{app}.{other}"))


def _is_there(app: str, name: str) -> bool:
    if app == "__setting__" or name in ("__first__", "__latest__"):
        return app == "__setting__" or app in apps.app_configs
    config = apps.app_configs.get(app)
    if config is None:
        return False
    folder = Path(config.path) / "migrations"
    return not folder.is_dir() or (folder / f"{name}.py").is_file()


def _in_order(config: AppConfig, made: Mapping[str, Migration]) -> list[str]:
    """Their names, each after those upon which it builds; raises `CannotStay` where they build upon each other."""
    own = _edges(config.label, made)
    before = {**dict(_of_other_plugins(config)), **own}
    if circle := sorted(name for app, name in own if (app, name) in _behind((app, name), before)):
        text = _("its migrations build upon what builds upon them: {names}")
        raise CannotStay(format_lazy(text, names=", ".join(circle)))
    alone = {node: nodes & own.keys() for node, nodes in own.items()}
    return [name for _app, name in TopologicalSorter(alone).static_order()]


def _behind(node: Node, before: Mapping[Node, set[Node]]) -> set[Node]:
    """All that the migration builds upon, on any way."""
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        new = before.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def _of_other_plugins(config: AppConfig) -> Iterator[tuple[Node, set[Node]]]:
    configs = {each.name: each for each in apps.get_app_configs()}
    for found in settings.PLUGINS.found:
        other = configs.get(found.package)
        if other is not None and other is not config:
            # One that cannot be read is told of by itself.
            with suppress(BaseException):
                yield from _edges(other.label, _made(other)).items()


def _edges(label: str, made: Mapping[str, Migration]) -> dict[Node, set[Node]]:
    edges: dict[Node, set[Node]] = {(label, name): set() for name in made}
    for name, migration in made.items():
        edges[label, name] |= {(app, other) for app, other in migration.dependencies if other[:2] != "__"}
        for app, other in migration.run_before:
            edges.setdefault((app, other), set()).add((label, name))
    return edges
