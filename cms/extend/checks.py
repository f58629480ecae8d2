"""System checks of the kernel: what was left out, and why.

None of them is an error: Django starts no command over one, neither `migrate` nor the worker, and no plugin may stop these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from cms.extend.activation_cache import is_database_missing, is_enabled
from cms.extend.points import Label
from cms.extend.reasons import in_english
from cms.extend.registry import Registry, registry
from cms.extend.softening import softened


@register()
def check_plugins_found(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W001` for each plugin that discovery left out, save those that were skipped on purpose."""
    return [
        Warning(
            f"The plugin {left.name} is left out: {in_english(left.reason)}.",
            hint="Mend it and restart, or name it in LITFASS_PLUGINS_SKIP. Its content is kept.",
            id="litfass.W001",
        )
        for left in settings.PLUGINS.left
        if not left.wanted
    ]


@register()
def check_contributions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W003` for each plugin whose contributions could not be collected."""
    return [
        Warning(
            f"The plugin {slug} contributes nothing: {in_english(reason)}.",
            hint="Mend it and restart, or name it in LITFASS_PLUGINS_SKIP. Its content is kept.",
            id="litfass.W003",
        )
        for slug, reason in registry().dropped.items()
    ]


@register()
def check_contests(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W004` for each plugin that is at odds with another one about a name, told to both."""
    return [
        Warning(
            f"The plugin {slug} shares a name with another one: {in_english(text)}.",
            hint="Names stand in stored content and in addresses: let the later plugin choose another one, or do without one of the two.",
            id="litfass.W004",
        )
        for slug, text in told()
    ]


def told() -> Iterator[tuple[str, Label]]:
    """What plugins must know of each other, by slug."""
    for notes in (settings.PLUGINS.told, registry().told):
        yield from ((slug, text) for slug, texts in notes.items() for text in texts)


@register()
def check_plugins(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The messages of the checks that plugins give, errors as warnings; a plugin that is enabled nowhere is not asked."""
    if is_database_missing():
        return []  # nothing is set up yet, and asking would make an empty file
    return [softened(message) for check in registry().checks if is_enabled(check.plugin) for message in check.run()]


@register()
def check_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`litfass.W002` for each name by which a plugin means a type or a trigger that there is not: nothing would ever come of it."""
    return [
        Warning(
            f"The plugin {slug} names {name!r} in {where}, which there is not.",
            hint=f"Mend the name, or let the plugin require the one that brings it. There are: {', '.join(known)}.",
            id="litfass.W002",
        )
        for slug, where, name, known in unknown_names(registry())
    ]


def unknown_names(known: Registry) -> Iterator[tuple[str, str, str, list[str]]]:
    """Slug, place, name, and what there is instead, for each name that leads nowhere."""
    types, triggers = sorted(known.public_types), sorted(known.triggers)
    for slug, given in known.contributions.items():
        named = [
            *((f"api_fields.{item.name}", item.types, types) for item in given.api_fields),
            *((f"search_fields.{item.name}", item.types, types) for item in given.search_fields),
            *((f"facets.{item.name}", item.types, types) for item in given.facets),
            *((f"exporters.{item.name}", item.types, types) for item in given.exporters),
            *((f"before_delete.{item.name}", item.types, types) for item in given.before_delete),
            *((f"panels.{item.name}", item.types, types) for item in given.panels),
            *((f"before_save.{item.name}", item.types, types) for item in given.before_save),
            *((f"after_save.{item.name}", item.types, types) for item in given.after_save),
            *((f"reactions.{item.name}", item.to, triggers) for item in given.reactions),
        ]
        for where, names, possible in named:
            yield from ((slug, where, name, possible) for name in names if name not in possible)
