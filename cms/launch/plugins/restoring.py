"""`plugins restore`: brings pages back that were put aside, where their plugin is there again."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import OutputWrapper

from cms.launch.plugins.verbs import Options

HELP = "Bring pages back that were put aside, where their plugin is there again; migrate does the same."


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Options, out: OutputWrapper) -> None:
    """Restores and says how many."""
    from cms.content.parking import restore

    out.write(f"{restore()} pages are back.")
