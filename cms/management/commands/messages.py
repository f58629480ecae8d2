"""`manage.py messages`: German catalogues up to date with the source, written and compiled; `--check` says what is amiss."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from cms.catalogues.catalogue import Catalogue, as_mo, as_po, merged, read
from cms.catalogues.faults import faults
from cms.catalogues.places import Place, places
from cms.catalogues.source import texts
from cms.settings.env import ROOT


class Command(BaseCommand):
    """Needs no gettext tools, so that a fresh machine can run it."""

    help = "Brings the German catalogues up to date with the source and compiles them; --check only says what is amiss."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Names of apps, all by default; `--check` to write nothing and fail if anything is amiss."""
        parser.add_argument("apps", nargs="*", help="only these, by dotted name, e.g. cms.content")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if anything is amiss, and name it"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Goes through the named apps' catalogues, or all first-party ones."""
        wanted = [
            place
            for place in places(ROOT, apps.get_app_configs())
            if place.app in options["apps"] or not options["apps"]
        ]
        if unknown := set(options["apps"]) - {place.app for place in wanted}:
            raise CommandError(f"No such app here: {', '.join(sorted(unknown))}.")
        found = [
            f"{place.po.relative_to(ROOT)}: {fault}" for place in wanted for fault in visit(place, write=not check)
        ]
        for fault in found:
            self.stderr.write(fault)
        if found and check:
            raise CommandError(f"{len(found)} faults in the German catalogues. Mend them, then run: manage.py messages")
        self.stdout.write(f"German catalogues: {f'{len(found)} texts to mend' if found else 'complete'}.")


def visit(place: Place, *, write: bool) -> list[str]:
    """What is amiss in one catalogue, after bringing its files up to date if wanted."""
    source = texts(place.files)
    if not source and not place.po.exists():
        return []
    try:
        catalogue = merged(place.app, source, read(place.po))
    except PoFileError as error:
        return [f"cannot be read: {error}"]
    if write:
        store(place, catalogue)
    return [*faults(catalogue), *stale(place, catalogue)]


def store(place: Place, catalogue: Catalogue) -> None:
    """Writes both files where they differ."""
    place.po.parent.mkdir(parents=True, exist_ok=True)
    for path, content in contents(place, catalogue).items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def stale(place: Place, catalogue: Catalogue) -> list[str]:
    """Which of the two files are not as they would be written now."""
    return [
        f"{path.name} is not up to date; run: manage.py messages"
        for path, content in contents(place, catalogue).items()
        if not path.exists() or path.read_bytes() != content
    ]


def contents(place: Place, catalogue: Catalogue) -> dict[Path, bytes]:
    """Both files, as they should be."""
    return {place.po: as_po(catalogue), place.mo: as_mo(catalogue)}
