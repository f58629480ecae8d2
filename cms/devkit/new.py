"""`plugins new NAME`: writes a plugin that runs, with a green test."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from cms.devkit.copying import copy_distribution, copy_plugin
from cms.devkit.naming import Names, named
from cms.devkit.parts import PARTS, chosen
from cms.launch.plugins.verbs import Options
from cms.settings.env import ROOT, short_path

HELP = "Write a plugin that runs, with a green test; in plugins/, in LITFASS_PLUGINS_PATH, or as a distribution."


def arguments(parser: ArgumentParser) -> None:
    """The name, one option for each part, and where it is to lie."""
    parser.add_argument("name", help="what it is called, e.g. stadtplan")
    for part in PARTS:
        parser.add_argument(f"--{part.name}", action="append_const", dest="parts", const=part.name, help=part.title)
    parser.add_argument("--package", action="store_true", help="as a distribution that pip installs")
    parser.add_argument("--folder", type=Path, help="the folder that gets it")


def run(options: Options, out: OutputWrapper) -> None:
    """Writes it and says what to do next."""
    folder = folder_of(options)
    names = named(options["name"], in_tree=folder == ROOT / "plugins")
    home = root = folder / (f"litfass-{names.dashed}" if options["package"] else names.folder)
    if root.exists():
        raise CommandError(f"{short_path(root)} exists already; take another name, or remove it.")
    if options["package"]:
        home = root / "src" / names.folder
        copy_distribution(names, root)
    copy_plugin(names, chosen(options["parts"] or ()), home)
    out.write(f"{short_path(home)} is written.\n")
    out.write(next_steps(names, home, package=options["package"]))


def folder_of(options: Options) -> Path:
    """The folder that was named, the one for plugins of one's own, or `plugins/`."""
    if options["folder"]:
        return Path(options["folder"]).expanduser().resolve()
    if options["package"]:
        return Path.cwd()
    own: Path | None = settings.ENV.litfass_plugins_path
    return own or ROOT / "plugins"


def next_steps(names: Names, home: Path, *, package: bool) -> str:
    """The commands that a person wants to type next."""
    outside = "" if home.is_relative_to(ROOT / "plugins") else f"LITFASS_PLUGINS_PATH={home.parent} "
    steps = [
        *([] if find_spec("pytest") else [("First", "make dev")]),
        ("Test it", f"{outside}.venv/bin/python -m pytest -c pyproject.toml {short_path(home)}"),
        *([("Install it", f".venv/bin/python -m pip install {short_path(home.parents[1])}")] if package else []),
        ("Start with it", f"{'' if package else outside}make up"),
        ("Enable it", f"{'' if package else outside}.venv/bin/python manage.py plugins enable {names.slug}"),
    ]
    return "\n".join(f"  {title + ':':<15} {command}" for title, command in steps)
