"""`manage.py plugins list|check|new|enable|disable|remove|restore|purge|migrate-blocks`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.devkit import check, new
from cms.launch.plugins import listing, migrating_blocks, purging, removing, restoring, switching
from cms.launch.plugins.verbs import Verb

VERBS: dict[str, Verb] = {
    "list": listing,
    "check": check,
    "new": new,
    "enable": switching.ENABLE,
    "disable": switching.DISABLE,
    "remove": removing,
    "restore": restoring,
    "purge": purging,
    "migrate-blocks": migrating_blocks,
}


class Command(BaseCommand):
    """Looks after plugins; each verb is part of `cms.launch.plugins` or, for authors, of `cms.devkit`."""

    help = "Lists, checks, makes, switches and removes plugins."
    # What is wrong with plugins is what the verbs tell.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The verbs, each with its own arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=CommandParser)
        for name, verb in VERBS.items():
            verb.arguments(verbs.add_parser(name, help=verb.HELP, description=verb.HELP))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        VERBS[verb].run(options, self.stdout)
