"""`plugins remove SLUG`: says how the code is taken away, once nothing would be lost by it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from cms.extend.inventory import Listed, inventory
from cms.extend.owning import counted
from cms.launch.plugins.making.naming import shown
from cms.launch.plugins.saying import said
from cms.launch.plugins.verbs import Options

HELP = (
    "Say how to take a plugin's code away; refuse while it owns content, unless --park lets that wait for its return."
)

MIGRATE = ".venv/bin/python manage.py migrate"


def arguments(parser: ArgumentParser) -> None:
    """The slug, and `--park`."""
    parser.add_argument("slug")
    parser.add_argument("--park", action="store_true", help="let its content wait for its return, its pages put aside")


def run(options: Options, out: OutputWrapper) -> None:
    """Refuses, or tells the way."""
    from cms.content.ownership import owned

    listed = known(options["slug"])
    numbers = counted(owned(listed.slug))
    if numbers and not options["park"]:
        raise CommandError(
            f"{listed.slug} owns {said(numbers)}. Let that wait for its return with --park, or delete it with: "
            f"manage.py plugins purge {listed.slug} --yes"
        )
    if numbers:
        out.write(f"Kept until {listed.slug} returns: {said(numbers)}.")
    out.write(way_out(listed))


def known(slug: str) -> Listed:
    """The plugin that was found under this slug; raises `CommandError` with those that were."""
    plugins = {listed.slug: listed for listed in inventory()}
    if slug not in plugins:
        raise CommandError(f"There is no plugin {slug}. Found are: {', '.join(plugins) or 'none'}.")
    return plugins[slug]


def way_out(listed: Listed) -> str:
    """How the code goes."""
    if listed.from_distribution:
        code = f".venv/bin/python -m pip uninstall {listed.source}"
    else:
        code = f"rm -r {shown(Path(listed.source))}"
    return f"Now take the code away, let migrate put its pages aside, and restart:\n\n    {code}\n    {MIGRATE}\n"
