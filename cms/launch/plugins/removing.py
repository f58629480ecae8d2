"""`plugins remove SLUG`: says how the code is taken away, once nothing would be lost by it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from cms.extend.inventory import Listed, inventory
from cms.extend.owning import count_of, counted
from cms.launch.plugins.making.naming import shown
from cms.launch.plugins.saying import said
from cms.launch.plugins.verbs import Options

HELP = "Say how to take a plugin's code away; refuse while there is content of its types, unless --park puts it aside."


def arguments(parser: ArgumentParser) -> None:
    """The slug, and `--park`."""
    parser.add_argument("slug")
    parser.add_argument("--park", action="store_true", help="put its pages aside until it returns")


def run(options: Options, out: OutputWrapper) -> None:
    """Refuses, or parks and tells the way."""
    from cms.content.ownership import owned

    listed = known(options["slug"])
    if options["park"]:
        park_all(listed.slug, out)
    numbers = counted(owned(listed.slug))
    if numbers.get("pages") and not options["park"]:
        raise CommandError(
            f"{listed.slug} owns {said(numbers)}. Put its pages aside with --park, or delete everything with: "
            f"manage.py plugins purge {listed.slug} --yes"
        )
    if numbers:
        out.write(f"Kept until {listed.slug} returns: {said(numbers)}.")
    out.write(way_out(listed))


def park_all(slug: str, out: OutputWrapper) -> None:
    """Puts all pages of the plugin aside."""
    from cms.content.parking import park

    parked = park(slug)
    out.write(f"{count_of(parked)} pages are put aside; `manage.py plugins restore {slug}` brings them back.")


def known(slug: str) -> Listed:
    """The plugin that was found under this slug; raises `CommandError` with those that were."""
    plugins = {listed.slug: listed for listed in inventory()}
    if slug not in plugins:
        raise CommandError(f"There is no plugin {slug}. Found are: {', '.join(plugins) or 'none'}.")
    return plugins[slug]


def way_out(listed: Listed) -> str:
    """How the code goes."""
    if listed.from_distribution:
        return f"Now take the code away:\n\n    .venv/bin/python -m pip uninstall {listed.source}\n\nand restart."
    return f"Now take the code away: remove the folder {shown(Path(listed.source))}, and restart."
