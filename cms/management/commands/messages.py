"""`manage.py messages`: German catalogues up to date with the source, written and compiled; `--check` says what is amiss."""

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
        """Names of apps, all by default; `--check` to write nothing and fail if anything is amiss."""
        parser.add_argument(
            "apps",
            nargs="*",
            help="only these, by dotted name, e.g. cms.content; an installed package is visited when named",
        )
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if anything is amiss, and name it"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Goes through the named apps' catalogues, or all first-party ones."""
        own = settings.ENV.litfass_plugins_path
        everywhere = [
            app_catalogue
            for root in (ROOT, *([own] if own else []))
            for app_catalogue in app_catalogues(root, apps.get_app_configs())
        ]
        wanted = [
            app_catalogue for app_catalogue in everywhere if app_catalogue.app in options["apps"] or not options["apps"]
        ]
        known = {app_catalogue.app for app_catalogue in everywhere}
        wanted += [app_catalogue for app_catalogue in installed(without=known) if app_catalogue.app in options["apps"]]
        if unknown := set(options["apps"]) - {app_catalogue.app for app_catalogue in wanted}:
            raise CommandError(f"No such app here: {', '.join(sorted(unknown))}.")
        found = [
            f"{short_path(app_catalogue.po)}: {fault}"
            for app_catalogue in wanted
            for fault in visit(app_catalogue, write=not check)
        ]
        for fault in found:
            self.stderr.write(fault)
        if found and check:
            raise CommandError(
                f"{len(found)} fault{pluralize(len(found))} in the German catalogues. Mend them, then run: manage.py messages"
            )
        self.stdout.write(
            f"German catalogues: {f'{len(found)} text{pluralize(len(found))} to mend' if found else 'complete'}."
        )


def installed(*, without: Collection[str]) -> Iterator[AppCatalogue]:
    """The catalogues of plugins that were installed as packages, or that lie elsewhere; those of other apps are not ours."""
    for plugin in loaded():
        if plugin.name not in without:
            yield from app_catalogues(Path(plugin.path), [plugin])
