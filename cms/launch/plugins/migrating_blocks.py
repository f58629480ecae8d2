"""`plugins migrate-blocks [SLUG]`: brings stored blocks to the version that their plugin has now."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError, OutputWrapper

from cms.dormant.migrate_blocks import migrate_blocks
from cms.launch.plugins.removing import known
from cms.launch.plugins.verbs import Options

HELP = "Bring stored blocks of a plugin to its present version, in all pages, records and revisions; without a slug, of all plugins."


def arguments(parser: ArgumentParser) -> None:
    """The slug, and `--dry-run`."""
    parser.add_argument("slug", nargs="?", default="", help="this plugin's alone")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and store nothing")


def run(options: Options, out: OutputWrapper) -> None:
    """Migrates, names what cannot be, and fails if there is any."""
    if options["slug"]:
        known(options["slug"])
    done = migrate_blocks(options["slug"], dry_run=options["dry_run"], report=lambda fault: out.write(str(fault)))
    out.write(f"Blocks {'to migrate' if options['dry_run'] else 'migrated'}: {done.migrated}.")
    if done.faults:
        raise CommandError(
            f"Blocks that cannot be read, and stay as they are: {len(done.faults)}. Mend migrate_value, then run this again."
        )
