"""`manage.py messages`: German catalogues up to date with the source, written and compiled; fails while anything is amiss."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from cms.extend.inventory import loaded
from cms.settings.env import ROOT, short_path
from cms.translations.app_catalogues import AppCatalogue, app_catalogues
from cms.translations.reading import visit


class Command(BaseCommand):
    """Needs no gettext tools, so that a fresh machine can run it."""

    help = "Brings the German catalogues up to date with the source and compiles all; --check only says what is amiss."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Names of apps, all by default; `--check` to write nothing. Either fails if anything is amiss, and names it."""
        parser.add_argument(
            "apps",
            nargs="*",
            help="only these, by dotted name, e.g. cms.content, or by the slug of a plugin; an installed package is visited when named",
        )
        parser.add_argument("--check", action="store_true", help="write nothing, only name what is amiss")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Goes through the named apps' catalogues, or all first-party ones."""
        own = settings.ENV.litfass_plugins_path
        everywhere = [
            app_catalogue
            for root in (ROOT, *([own] if own else []))
            for app_catalogue in app_catalogues(root, apps.get_app_configs())
        ]
        slugs = {plugin.slug: plugin.name for plugin in loaded()}
        asked = {slugs.get(name, name) for name in options["apps"]}
        wanted = [app_catalogue for app_catalogue in everywhere if app_catalogue.app in asked or not asked]
        known = {app_catalogue.app for app_catalogue in everywhere}
        packages = list(installed(without=known))
        wanted += [app_catalogue for app_catalogue in packages if app_catalogue.app in asked]
        if unknown := asked - {app_catalogue.app for app_catalogue in wanted}:
            names = sorted({*known, *(each.app for each in packages)} - {*slugs.values()})
            raise CommandError(
                f"No such app or plugin here: {', '.join(sorted(unknown))}. "
                f"Plugins are: {', '.join(sorted(slugs)) or 'none'}. Apps are: {', '.join(names)}."
            )
        found = [
            f"{short_path(app_catalogue.po)}: {fault}"
            for app_catalogue in wanted
            for fault in visit(app_catalogue, write=not check)
        ]
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(
                f"{len(found)} fault{pluralize(len(found))} in the German catalogues. Mend them, then run: manage.py messages"
            )
        self.stdout.write("German catalogues: complete.")


def installed(*, without: Collection[str]) -> Iterator[AppCatalogue]:
    """The catalogues of plugins that were installed as packages, or that lie elsewhere; those of other apps are not ours."""
    for plugin in loaded():
        if plugin.name not in without:
            yield from app_catalogues(Path(plugin.path), [plugin])
