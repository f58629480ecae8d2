# ruff: noqa: N999 - the module bears the name of the command
"""`manage.py import`: a file becomes drafts, by one of the importers that plugins give; all of it or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from cms.extend import Import, Imported, Importer, is_enabled, registry
from cms.management.page_at import page_at
from cms.publishing.reading.sequence import current_sequence

WORDS = {"created": "new", "updated": "changed", "unchanged": "as before", "refused": "REFUSED"}


class Command(BaseCommand):
    """Publishes nothing, and keeps nothing of a file that stopped it."""

    help = "Reads a file into drafts, e.g. `import press_releases releases.csv --below /meldungen/`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The importer's name, the file, and the page below which the drafts are written."""
        parser.add_argument("name", help="name of the importer; a wrong one shows which there are")
        parser.add_argument("file", type=Path, help="the file to read")
        parser.add_argument("--below", required=True, metavar="PATH", help="address of a page, e.g. /meldungen/")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, name: str, file: Path, below: str, dry_run: bool, **options: Any) -> None:
        """One line for each entry, then how many there were of which kind."""
        importer = _importer(name)
        _refuse_foreign(importer, file)
        parent = page_at(below)
        _refuse_disabled(importer, parent)
        counted: Counter[str] = Counter()
        with transaction.atomic():
            for entry in _drafts(importer, file, parent):
                counted[entry.outcome] += 1
                self.stdout.write(_line(entry))
            transaction.set_rollback(dry_run)
        self.stdout.write(_summary(counted, file, dry_run=dry_run))


def _importer(name: str) -> Importer:
    known = registry().importers
    if name not in known:
        raise CommandError(f"There is no importer {name!r}. There are: {', '.join(sorted(known)) or 'none'}.")
    return known[name]


def _refuse_foreign(importer: Importer, file: Path) -> None:
    if file.suffix.lower() not in importer.suffixes:
        suffixes = " or ".join(importer.suffixes)
        raise CommandError(
            f"{importer.name} reads files that end in {suffixes}, not {file.name}. Save it as such a file."
        )
    if not file.is_file():
        raise CommandError(f"There is no file {file}. Check the path; you are in {Path.cwd()}.")


def _refuse_disabled(importer: Importer, parent: Page) -> None:
    site = parent.get_url_parts()[0]
    if not is_enabled(importer.plugin, site):
        raise CommandError(
            f"The plugin {importer.plugin} is not enabled for the site of {parent.url}. "
            f"First: manage.py plugins enable {importer.plugin}"
        )


def _drafts(importer: Importer, file: Path, parent: Page) -> Iterator[Imported]:
    """What becomes of each entry; raises `CommandError` where the importer fails or makes something public."""
    before, last = _public(parent), 0
    try:
        with file.open("rb") as opened:
            for entry in importer.run(Import(file=opened, parent=parent)):
                last = entry.line
                yield entry
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}. Nothing was changed.") from error
    except Exception as error:
        raise CommandError(
            f"The importer {importer.name} stopped {f'after line {last}' if last else 'before the first entry'} "
            f"of {file.name}: {error!r}. Nothing was changed. Mend what follows there and import the file again; "
            f"if that does not help, it is a fault of the plugin {importer.plugin} (--traceback shows where)."
        ) from error
    if _public(parent) != before:
        raise CommandError(
            f"The importer {importer.name} changed what is public, which no importer may. Nothing was changed. "
            f"It is a fault of the plugin {importer.plugin}."
        )


def _public(parent: Page) -> tuple[int, frozenset[int]]:
    """What an importer must leave as it was: the ledger, and which pages below are live."""
    return current_sequence(), frozenset(parent.get_descendants().live().values_list("pk", flat=True))


def _line(entry: Imported) -> str:
    detail = f": {entry.detail}" if entry.detail else ""
    return f"  line {entry.line:>5}  {WORDS[entry.outcome]:<9}  {entry.title}{detail}"


def _summary(counted: Counter[str], file: Path, *, dry_run: bool) -> str:
    parts = ", ".join(f"{counted[outcome]} {words.lower()}" for outcome, words in WORDS.items() if counted[outcome])
    mend = " Mend what was refused and import the file again; the rest stays as it is." if counted["refused"] else ""
    end = " Nothing was changed, as --dry-run wants it." if dry_run else ""
    return f"{file.name}: {parts or 'no entries'}.{mend}{end}"
