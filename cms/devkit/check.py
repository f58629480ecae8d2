"""`plugins check [SLUG]`: starts the installation in a process of its own, and says what fails and how good each plugin is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from cms.devkit.conformity.outside import last_line
from cms.launch.plugins.verbs import Options
from cms.settings.env import ROOT

HELP = "Start the installation in a process of its own; say which plugin fails, and how good each is."


def arguments(parser: ArgumentParser) -> None:
    """A slug, for one plugin only."""
    parser.add_argument("slug", nargs="?", default="", help="only this one, even if LITFASS_PLUGINS_SKIP names it")


def run(options: Options, out: OutputWrapper) -> None:
    """Prints a line for each plugin and one for each fault; raises `CommandError` if there is a fault."""
    found = started(options["slug"])
    if found["error"]:
        out.write(found["traceback"])
        whose = f"the plugin {found['owner']} fails" if found["owner"] else "no plugin seems to be at fault"
        raise CommandError(f"The installation does not start; {whose}: {found['error']}")
    if options["slug"] and not found["plugins"]:
        raise CommandError(
            f"There is no plugin {options['slug']}. `manage.py plugins list` names those that were found."
        )
    for plugin in found["plugins"]:
        out.write("\n".join(lines(plugin)))
    for message in found["messages"]:
        out.write(message)
    faulty = [plugin["slug"] for plugin in found["plugins"] if plugin["left_out"] or not plugin["grade"]]
    if faulty or found["messages"]:
        raise CommandError(f"Not in order: {', '.join(faulty) or 'the installation itself'}. Mend what stands above.")


def started(slug: str) -> Any:
    """How a start of the installation goes; the named plugin is loaded even if it is skipped otherwise."""
    skip = [each for each in os.environ.get("LITFASS_PLUGINS_SKIP", "").split(",") if each.strip() not in ("", slug)]
    environment = {**os.environ, "LITFASS_PLUGINS_SKIP": ",".join(skip), "DJANGO_SETTINGS_MODULE": "cms.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "cms.devkit.boot", slug],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(f"The installation does not start: {last_line(done.stderr)}\n{done.stderr}")
    if slug:
        sys.stderr.write(done.stderr)  # where and why the plugin fails, which its author wants to see
    return json.loads(done.stdout.splitlines()[-1])


def lines(plugin: dict[str, Any]) -> Iterator[str]:
    """The plugin's grade, and what it misses for the next."""
    if plugin["left_out"]:
        yield f"{plugin['slug']}: left out, {plugin['left_out']}"
        return
    yield f"{plugin['slug']}: {plugin['grade'] or 'faulty'}"
    yield from (f"  - {missing}" for missing in plugin["missing"])
    yield from (f"  ! {text}" for text in plugin["told"])


def main(given: Sequence[str]) -> None:
    """The verb with these arguments by itself, where Django cannot be set up: prints the same and ends the process if there is a fault."""
    parser = ArgumentParser(prog="manage.py plugins check", description=HELP)
    arguments(parser)
    options, _ = parser.parse_known_args(given)
    try:
        run(vars(options), OutputWrapper(sys.stdout))
    except CommandError as error:
        sys.exit(f"CommandError: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
