"""`plugins check [SLUG]`: starts the installation in a process of its own, and says what fails and how good each plugin is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from cms.devkit import boot
from cms.devkit.last_line import last_line
from cms.launch.plugins.verbs import Options
from cms.launch.safe_start import way_out

HELP = "Start the installation in a process of its own; say which plugin fails, and how good each is."
ROOT = Path(__file__).resolve().parents[2]
"""Not from the settings, since who imports them imports the plugins."""
PATIENCE = 60.0
"""Seconds that may go by at the same plugin."""
GLANCE = 0.05
"""Seconds between two looks at how far the start has come."""


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
    # Files, since who has to write into pipes can close them, or leave them to others that never do.
    with TemporaryDirectory() as folder, Path(folder, "said").open("w+", encoding="utf-8", errors="replace") as said:
        turn, found = Path(folder, boot.TURN), Path(folder, boot.FOUND)
        command, quiet = [sys.executable, "-m", "cms.devkit.boot", folder, slug], subprocess.DEVNULL
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=quiet, stdout=quiet, stderr=said) as process:
            ended = _end_of(process, turn)
        said.seek(0)
        told = said.read()
        if not found.exists():
            raise CommandError(_without_a_word(ended, turn.read_text() if turn.exists() else "", told))
        if slug:
            sys.stderr.write(told)  # where and why the plugin fails, which its author wants to see
        return json.loads(found.read_text())


def _without_a_word(ended: str, slug: str, told: str) -> str:
    """What is known of a start that had nothing to say at its end."""
    if not slug:
        return f"The installation does not start, {ended}: {last_line(told)}\n{told}"
    return f"{told}\nThe installation does not start, {ended} while the plugin {slug} was asked.\n{way_out(slug)}"


def _end_of(process: subprocess.Popen[bytes], turn: Path) -> str:
    """How the process ended, in words; it is ended once it has been at the same plugin for longer than `PATIENCE`."""
    seen, since = 0, time.monotonic()
    try:
        while process.poll() is None:
            if turn.exists() and (noted := turn.stat().st_mtime_ns) != seen:
                seen, since = noted, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                return f"it hung for {PATIENCE:.0f} s"
            time.sleep(GLANCE)
    finally:
        process.kill()
    return f"its process ended with {process.returncode}"


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
