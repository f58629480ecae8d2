"""What is said of a plugin that is missing while its content waits."""

from __future__ import annotations

from django.core.management.base import CommandError

from cms.dormant.missing_plugins import MissingPlugin, missing_plugins
from cms.launch.plugins.counts_in_words import counts_in_words


def what_waits(plugin: MissingPlugin) -> str:
    """How much waits, and the two ways to go on."""
    waiting = counts_in_words(plugin.waiting)
    return f"{waiting} wait; install it again and migrate, or delete them with: manage.py plugins purge {plugin.slug}"


def refuse_missing(slug: str) -> None:
    """Raises `CommandError` with what waits, if that is all there is of the plugin."""
    for plugin in missing_plugins():
        if plugin.slug == slug:
            raise CommandError(f"{slug} is missing: {what_waits(plugin)}")
