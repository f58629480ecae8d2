"""`plugins purge SLUG --yes`: writes the plugin's content to a file, then deletes it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from cms.content.vetoes import Vetoed
from cms.dormant.ownership import owned
from cms.dormant.purge import ForeignPagesBelow, purge
from cms.dormant.uninstall import StillReferred, remains
from cms.launch.plugins.counts_in_words import counts_in_words
from cms.launch.plugins.unknown import refuse_unknown
from cms.launch.plugins.verbs import Options

HELP = "Write a plugin's content to a file, then delete it for good; without its code, also its tables and what else is left."


def arguments(parser: ArgumentParser) -> None:
    """The slug, `--yes`, and the folder of the file."""
    parser.add_argument("slug")
    parser.add_argument("--yes", action="store_true", help="delete; without it nothing happens")
    parser.add_argument("--folder", type=Path, help="where the content is written to (default: DATA/purged)")


def run(options: Options, out: OutputWrapper) -> None:
    """Exports, deletes, and says where the export lies."""
    slug, folder = options["slug"], options["folder"] or settings.ENV.data / "purged"
    refuse_unknown(slug)
    numbers, left = owned(slug).numbers(), remains(slug)
    if not numbers and not left:
        out.write(f"{slug} owns nothing.")
        return
    if not options["yes"]:
        raise CommandError(
            f"This deletes {counts_in_words({**numbers, **left})} of {slug} for good. Add --yes; a copy of the content goes to {folder}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        gone = purge(slug, folder).numbers()
    except (ForeignPagesBelow, StillReferred) as error:
        raise CommandError(str(error)) from error
    except Vetoed as error:
        raise CommandError(f"Nothing was deleted, since another plugin refuses: {error}") from error
    out.write(f"Deleted: {counts_in_words({**gone, **left})}. A copy of the content lies in {folder}.")
    if not left:
        out.write(
            f"Its tables stay while its code is here. Without it, the same goes for them: manage.py plugins purge {slug} --yes"
        )
