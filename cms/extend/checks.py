"""System checks of the kernel: what was left out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from cms.extend.reasons import in_english
from cms.extend.registry import registry
from cms.extend.state import is_enabled


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
    """`litfass.E001` for each plugin whose contributions could not be collected."""
    return [
        Error(
            f"The plugin {slug} contributes nothing: {in_english(reason)}.",
            hint="Mend it and restart, or name it in LITFASS_PLUGINS_SKIP. Its content is kept.",
            id="litfass.E001",
        )
        for slug, reason in registry().dropped.items()
    ]


@register()
def check_plugins(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The messages of the checks that plugins give; those of a plugin that is enabled nowhere are not asked for."""
    return [message for check in registry().checks if is_enabled(check.plugin) for message in check.run()]
