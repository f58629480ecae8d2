"""What enabling and disabling have in common."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management.base import CommandError, OutputWrapper

from cms.extend.activation import CannotSwitch
from cms.extend.reasons import in_english
from cms.launch.plugins.sites import sites_of
from cms.launch.plugins.verbs import Options
from cms.publishing.rebuilding import rebuild_task


def switch(by: Callable[[str, int], bool], options: Options, out: OutputWrapper, *, done: str) -> None:
    """Switches the plugin for the sites, and lets the documents be built anew if that changed anything."""
    slug, changed = options["slug"], False
    for site in sites_of(options["site"]):
        try:
            moved = by(slug, site.pk)
        except CannotSwitch as error:
            raise CommandError(in_english(error.reason)) from error
        out.write(f"{slug} {'is now' if moved else 'was already'} {done} for {site.hostname}.")
        changed |= moved
    if changed:
        rebuild_task.enqueue()
        out.write("The documents are being built anew.")
