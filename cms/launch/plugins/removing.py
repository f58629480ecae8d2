"""`plugins remove SLUG`: puts the plugin's pages aside and says how its code is taken away, once nothing would be lost by it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from cms.dormant.ownership import owned
from cms.dormant.reconcile import remove
from cms.extend.activation import CannotSwitch
from cms.extend.inventory import Listed, Standing, inventory
from cms.extend.reasons import in_english
from cms.launch.plugins.counts_in_words import counts_in_words
from cms.launch.plugins.missing import refuse_missing
from cms.launch.plugins.sites import sites_of
from cms.launch.plugins.verbs import Options
from cms.publishing.plugin_switching import switch
from cms.publishing.rebuilding import rebuild_task
from cms.settings.env import short_path

HELP = (
    "Say how to take a plugin's code away; refuse while it owns content, unless --park puts that aside for its return."
)

MANAGE = ".venv/bin/python manage.py"


def arguments(parser: ArgumentParser) -> None:
    """The slug, and `--park`."""
    parser.add_argument("slug")
    parser.add_argument("--park", action="store_true", help="disable it, and put its pages aside until it returns")


def run(options: Options, out: OutputWrapper) -> None:
    """Refuses, or puts its pages aside, and tells the way."""
    listed = known(options["slug"])
    numbers = owned(listed.slug).numbers()
    if options["park"]:
        _put_aside(listed, out)
        out.write(f"Kept until {listed.slug} returns: {counts_in_words(numbers)}.")
    elif numbers:
        raise CommandError(
            f"{listed.slug} owns {counts_in_words(numbers)}. Let that wait for its return with --park, or delete it with: "
            f"manage.py plugins purge {listed.slug} --yes"
        )
    out.write(way_out(listed))
    if options["park"]:
        out.write(way_back(listed.slug))


def _put_aside(listed: Listed, out: OutputWrapper) -> None:
    """First nobody may write new pages of it, then those that are there go."""
    is_loaded = listed.standing in (Standing.LOADED, Standing.DROPPED)
    if is_loaded:
        _disable(listed.slug)
    gone = remove(listed.slug)
    # Once more, since documents may have shown the pages.
    rebuild_task.enqueue()
    # Whoever reads this may have gone meanwhile, which changes nothing.
    if is_loaded:
        out.write(f"{listed.slug} is disabled for all sites, so that nobody writes new pages of it.")
    out.write(f"Pages put aside: {gone}.")


def _disable(slug: str) -> None:
    """For all sites or, where it is refused for one of them, for none."""
    try:
        switch(slug, [site.pk for site in sites_of(None)], on=False)
    except CannotSwitch as error:
        raise CommandError(f"{in_english(error.reason)} Nothing was done.") from error


def known(slug: str) -> Listed:
    """The plugin that was found under this slug; raises `CommandError` with those that were."""
    plugins = {listed.slug: listed for listed in inventory()}
    if slug not in plugins:
        refuse_missing(slug)
        raise CommandError(f"There is no plugin {slug}. Found are: {', '.join(plugins) or 'none'}.")
    return plugins[slug]


def way_out(listed: Listed) -> str:
    """How the code goes."""
    if listed.from_distribution:
        code = f".venv/bin/python -m pip uninstall {listed.source}"
    else:
        code = f"rm -r {short_path(Path(listed.source))}"
    return f"Now take the code away, migrate, and restart:\n\n    {code}\n    {MANAGE} migrate\n"


def way_back(slug: str) -> str:
    """How that is undone, while the code is there."""
    return f"\nOr take it back:\n\n    {MANAGE} plugins restore {slug}\n    {MANAGE} plugins enable {slug}\n"
