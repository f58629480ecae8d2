"""`plugins purge SLUG --yes`: writes the plugin's content to a file, then deletes it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from cms.extend.owning import counted
from cms.launch.plugins.saying import said
from cms.launch.plugins.verbs import Options

HELP = "Write a plugin's content to a file, then delete it for good."


def arguments(parser: ArgumentParser) -> None:
    """The slug, `--yes`, and the folder of the file."""
    parser.add_argument("slug")
    parser.add_argument("--yes", action="store_true", help="delete; without it nothing happens")
    parser.add_argument("--folder", type=Path, help="where the content is written to (default: DATA/purged)")


def run(options: Options, out: OutputWrapper) -> None:
    """Exports, deletes, and says where the export lies."""
    from cms.content.ownership import owned
    from cms.content.purging import ForeignPagesBelow, purge
    from cms.content.vetoes import Vetoed

    slug, folder = options["slug"], options["folder"] or settings.ENV.data / "purged"
    numbers = counted(owned(slug))
    if not numbers:
        out.write(f"{slug} owns nothing.")
        return
    if not options["yes"]:
        raise CommandError(f"This deletes {said(numbers)} of {slug} for good. Add --yes; a copy goes to {folder}.")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        gone = counted(purge(slug, folder))
    except ForeignPagesBelow as error:
        raise CommandError(str(error)) from error
    except Vetoed as error:
        raise CommandError(f"Nothing was deleted, since another plugin refuses: {error}") from error
    out.write(f"Deleted: {said(gone)}. A copy lies in {folder}.")
