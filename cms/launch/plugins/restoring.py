"""`plugins restore [SLUG]`: brings pages back that were put aside, where their plugin is here."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError, OutputWrapper

from cms.dormant.known_plugins import removed
from cms.dormant.reconcile import bring_back, reconcile
from cms.extend import is_enabled
from cms.extend.inventory import inventory
from cms.extend.reasons import in_english
from cms.launch.plugins.unknown import refuse_unknown
from cms.launch.plugins.verbs import Options

HELP = "Bring a plugin's pages back that were put aside; without a slug, what migrate would bring back."


def arguments(parser: ArgumentParser) -> None:
    """The slug."""
    parser.add_argument("slug", nargs="?", default="", help="this plugin, even if it was removed on purpose")


def run(options: Options, out: OutputWrapper) -> None:
    """Restores and says how many."""
    if not (slug := options["slug"]):
        out.write(f"Pages that are back: {reconcile().back}.")
        for each in removed().order_by("slug"):
            out.write(f"Removed on purpose, and left so: {each.slug}. Back with: manage.py plugins restore {each.slug}")
        return
    refuse_who_is_not_here(slug)
    out.write(f"Pages of {slug} that are back: {bring_back(slug)}.")
    if not is_enabled(slug):
        out.write(f"{slug} is disabled; switch it on with: manage.py plugins enable {slug}")


def refuse_who_is_not_here(slug: str) -> None:
    """Raises `CommandError`, with what to do, for a plugin that is not loaded or not even known."""
    refuse_unknown(slug)
    plugins = {listed.slug: listed for listed in inventory()}
    if slug not in plugins:
        raise CommandError(f"The code of {slug} is not here. Install it, then migrate: that brings its pages back.")
    if not plugins[slug].version:
        raise CommandError(f"{slug} is left out: {in_english(plugins[slug].reason)}. Mend that, then try again.")
