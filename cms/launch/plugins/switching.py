"""`plugins enable SLUG` and `plugins disable SLUG`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management.base import CommandError, OutputWrapper

from cms.extend.activation import CannotSwitch, disable, enable
from cms.extend.reasons import in_english
from cms.launch.plugins.missing import refuse_missing
from cms.launch.plugins.sites import add_site, sites_of
from cms.launch.plugins.verbs import Options
from cms.publishing.rebuilding import rebuild_task


@dataclass
class Switch:
    """The verb that switches a plugin on or off: its help, what it does for a site, and what the plugin is then."""

    HELP: str
    by: Callable[[str, int], bool]
    done: str

    def arguments(self, parser: ArgumentParser) -> None:
        """The slug, and `--site`."""
        parser.add_argument("slug")
        add_site(parser)

    def run(self, options: Options, out: OutputWrapper) -> None:
        """Switches the plugin for the sites, says where, and lets the documents be built anew if that changed anything."""
        slug, changed = options["slug"], False
        refuse_missing(slug)
        for site in sites_of(options["site"]):
            try:
                moved = self.by(slug, site.pk)
            except CannotSwitch as error:
                raise CommandError(in_english(error.reason)) from error
            out.write(f"{slug} {'is now' if moved else 'was already'} {self.done} for {site.hostname}.")
            changed |= moved
        if changed:
            rebuild_task.enqueue()
            out.write("The documents are being built anew.")


ENABLE = Switch("Enable a plugin; it takes effect at once.", enable, "enabled")
DISABLE = Switch("Disable a plugin; what was published stays.", disable, "disabled")
