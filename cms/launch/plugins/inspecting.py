"""Looks at each plugin once its models are loaded, before anybody uses it: what would stop all leaves out the plugin alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import management
from django.core.checks import ERROR
from django.core.management import find_commands
from django.db.models import Model
from django.utils.module_loading import module_has_submodule
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.extend.discovery import Installable
from cms.extend.points import Label
from cms.extend.storable import is_text
from cms.extend.telling import shown
from cms.extend.unloading import CannotStay, also_forget, attempt, forget, is_found, owns
from cms.launch.plugins.forgetting import forget_in_wagtail
from cms.launch.plugins.hooks import counted, guard_new
from cms.launch.plugins.migrations import migrations_can_be_followed
from cms.launch.plugins.waiting import refuse_missing_tables, refuse_waiting_migrations

FAILS = _("its parts cannot be loaded: {error}")


def inspect() -> None:
    """Leaves out each plugin that any of the inspections refuses; what came later is asked first, so that the older one stays."""
    also_forget(forget_in_wagtail)
    for each in settings.PLUGINS.left:
        # Its models may have been begun before there was anything to forget them.
        if each.package:
            forget(each.package)
    left: int | None = None
    while left != len(settings.PLUGINS.left):
        # Once more where somebody was left out: others may have built upon that.
        left = len(settings.PLUGINS.left)
        for found in latest_first():
            _inspect(found)
    if settings.PLUGINS.left:
        # What only waited for models that will never come.
        apps._pending_operations.clear()  # noqa: SLF001 - there is no public way


def _inspect(found: Installable) -> None:
    if is_found(found.slug):
        config = config_of(found)
        with attempt(config, FAILS):
            for inspection in INSPECTIONS:
                inspection(config)


def latest_first() -> list[Installable]:
    """The plugins, those first that came last."""
    return sorted(settings.PLUGINS.found, key=lambda found: not found.is_first_party)[::-1]


def config_of(found: Installable) -> AppConfig:
    """The plugin's app."""
    return next(config for config in apps.get_app_configs() if config.name == found.package)


def models_are_its_own(config: AppConfig) -> None:
    """Models stand under the plugin's label, in tables of its own."""
    for known in apps.all_models.values():
        for model in known.values():
            if owns(config.name, model) and model._meta.app_label != config.label:
                raise CannotStay(format_lazy(_("its model {model} belongs to another app"), model=model._meta.label))
    others = {_table(model) for model in apps.get_models(include_auto_created=True) if not _is_of(config, model)}
    for model in config.get_models(include_auto_created=True):
        if _table(model) in others and not model._meta.proxy:
            raise CannotStay(format_lazy(_("its table {table} is another app's"), table=model._meta.db_table))


def _table(model: type[Model]) -> str:
    return model._meta.db_table.lower()


def _is_of(config: AppConfig, model: type[Model]) -> bool:
    return model._meta.app_label == config.label


def models_are_sound(config: AppConfig) -> None:
    """Django's own checks find no error in its models: one would stop every command, and some of them every page."""
    for model in config.get_models():
        for message in model.check(databases=None):
            if message.level >= ERROR and not message.is_silenced():
                text = _("its model {model} has an error: {error}")
                raise CannotStay(format_lazy(text, model=model._meta.label, error=f"{message.msg} ({message.id})"))


LISTS = (list, tuple)
ATTRIBUTES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("max_count", "max_count_per_parent"), (int, type(None))),
    **dict.fromkeys(("content_panels", "promote_panels", "settings_panels", "preview_modes", "preview_sizes"), LISTS),
    **dict.fromkeys(("template", "preview_template", "ajax_template"), (str, type(None))),
}
"""What Wagtail reads of every type of pages, some of it when somebody is about to add one of any, and what it must be."""
ITEMS: Mapping[str, Any] = {"preview_modes": LISTS, "preview_sizes": dict}
"""What the things in a list must be."""
EVERYWHERE = frozenset({"__bool__", "__call__", "__getattr__", "__getattribute__", "__len__", "__setattr__"})
"""Methods by which Python, Django and templates would take a page or a record for something else."""


def models_can_be_asked(config: AppConfig) -> None:
    """What is asked of each page, or type of pages, is what Wagtail can use."""
    for model in config.get_models():
        values: Any = model
        for name, kinds in ATTRIBUTES.items() if issubclass(model, Page) else ():
            value = getattr(values, name, None)
            each = ITEMS.get(name, object)
            if not isinstance(value, (*kinds, property)) or (
                isinstance(value, LISTS) and not all(isinstance(item, each) for item in value)
            ):
                text = _("{name} of its model {model} cannot be {value}")
                raise CannotStay(format_lazy(text, name=name, model=model._meta.label, value=shown(value)))
        own = {name for each in model.__mro__ if owns(config.name, each) for name in vars(each)}
        _refuse(own & EVERYWHERE, _("its models cannot have {name}"))


def commands_are_its_own(config: AppConfig) -> None:
    """No command of the core is replaced, and what Django's `migrate` imports of each app can be imported."""
    if module_has_submodule(config.module, "management"):
        import_module(f"{config.name}.management")
    if own := set(find_commands(str(Path(config.path) / "management"))):
        others = [Path(other.path) / "management" for other in apps.get_app_configs() if other is not config]
        taken = {name for folder in (Path(management.__path__[0]), *others) for name in find_commands(str(folder))}
        _refuse(own & taken, _("its command {name} is another app's"))


def template_tags_are_its_own(config: AppConfig) -> None:
    """Its libraries of template tags can be loaded, and replace no other."""
    own = set(_libraries(config))
    others = (
        {name for other in apps.get_app_configs() if other is not config for name in _libraries(other)}
        if own
        else set()
    )
    _refuse(
        own & {*others, "cache", "i18n", "l10n", "static", "tz"},
        _("its library of template tags {name} is another app's"),
    )
    for name in own:
        import_module(f"{config.name}.templatetags.{name}")


def _libraries(config: AppConfig) -> Iterator[str]:
    folder = Path(config.path) / "templatetags"
    if folder.is_dir():
        yield from (each.name.partition("templatetags.")[2] for each in walk_packages([str(folder)], "templatetags."))


OPEN = ("partials", "site")
"""Folders of templates that plugins may override."""


def files_are_its_own(config: AppConfig) -> None:
    """Its templates and static files can be read, and stand in for nobody else's but what the site lets plugins override."""
    engines: Any = settings.TEMPLATES
    shared = [Path(folder) for engine in engines for folder in engine["DIRS"]]
    of_site = {*shared, Path(apps.get_app_config("site").path) / "templates"}
    for kind in ("templates", "static"):
        own = Path(config.path) / kind
        if not own.is_dir():
            continue
        others = [Path(other.path) / kind for other in apps.get_app_configs() if other is not config]
        others += shared if kind == "templates" else []
        for path in sorted(own.rglob("*")):
            name = path.relative_to(own)
            # Not every name of a file is a text.
            said = f"{kind}/{name}".encode(errors="backslashreplace").decode()
            if not _can_be_read(path):
                raise CannotStay(format_lazy(_("its file {name} cannot be read"), name=said))
            # A file is no folder of another's, nor the other way round.
            taken = {
                folder for folder in others if (folder / name).exists() and path.is_file() | (folder / name).is_file()
            }
            if taken - (of_site if kind == "templates" and name.parts[0] in OPEN else set()):
                raise CannotStay(format_lazy(_("its file {name} is another app's"), name=said))


LONGEST_NAME = 200
"""Bytes; most systems allow 255."""


def _can_be_read(path: Path) -> bool:
    """Whether whoever goes through all files can open it and comes to an end: it is no pipe, and no link to nowhere or in a circle.

    Its name can be said, and is short enough for what is added to it.
    """
    if not is_text(path.name) or len(path.name.encode()) > LONGEST_NAME:
        return False
    is_circle = path.is_symlink() and path.is_dir() and path.resolve() in path.parent.resolve().joinpath("x").parents
    return (path.is_file() or path.is_dir()) and not is_circle and os.access(path, os.R_OK)


def _refuse(names: set[str], text: Any) -> None:
    if names:
        reason: Label = format_lazy(text, name=", ".join(sorted(names)))
        raise CannotStay(reason)


def hooks_can_be_imported(config: AppConfig) -> None:
    """Its Wagtail hooks can be imported: they are, whenever anybody opens a page."""
    if (Path(config.path) / "wagtail_hooks.py").is_file():
        before = counted()
        import_module(f"{config.name}.wagtail_hooks")
        guard_new(getattr(config, "slug", config.label), before)


INSPECTIONS: tuple[Callable[[AppConfig], None], ...] = (
    models_are_its_own,
    models_are_sound,
    models_can_be_asked,
    migrations_can_be_followed,
    refuse_waiting_migrations,
    refuse_missing_tables,
    commands_are_its_own,
    template_tags_are_its_own,
    files_are_its_own,
    hooks_can_be_imported,
)
