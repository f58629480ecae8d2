"""`plugins restore [SLUG]`: brings parked pages back whose plugin is there again."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import OutputWrapper

from cms.extend.owning import count_of
from cms.launch.plugins.verbs import Options

HELP = "Bring the parked pages of a plugin back that is there again."


def arguments(parser: ArgumentParser) -> None:
    """The slug."""
    parser.add_argument("slug")


def run(options: Options, out: OutputWrapper) -> None:
    """Restores and says how many."""
    from cms.content.parking import restore

    out.write(f"{count_of(restore(options['slug']))} pages of {options['slug']} are back.")
