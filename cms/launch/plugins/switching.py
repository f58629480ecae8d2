"""`plugins enable SLUG` and `plugins disable SLUG`."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass

from django.core.management.base import CommandError, OutputWrapper

from cms.extend.activation import CannotSwitch
from cms.extend.reasons import in_english
from cms.launch.plugins.missing import refuse_missing
from cms.launch.plugins.sites import add_site, sites_of
from cms.launch.plugins.verbs import Options
from cms.publishing.plugin_switching import switch


@dataclass
class Switch:
    """The verb that switches a plugin on or off: its help, which of both, and what the plugin is then."""

    HELP: str
    on: bool
    done: str

    def arguments(self, parser: ArgumentParser) -> None:
        """The slug, and `--site`."""
        parser.add_argument("slug")
        add_site(parser)

    def run(self, options: Options, out: OutputWrapper) -> None:
        """Switches the plugin for all of the sites or for none, and says where."""
        slug, sites = options["slug"], sites_of(options["site"])
        refuse_missing(slug)
        try:
            changed = switch(slug, [site.pk for site in sites], on=self.on)
        except CannotSwitch as error:
            raise CommandError(in_english(error.reason)) from error
        for site in sites:
            out.write(f"{slug} {'is now' if site.pk in changed else 'was already'} {self.done} for {site.hostname}.")
        if changed:
            out.write("The documents are being built anew.")


ENABLE = Switch("Enable a plugin; it takes effect at once.", True, "enabled")
DISABLE = Switch("Disable a plugin; what was published stays.", False, "disabled")
