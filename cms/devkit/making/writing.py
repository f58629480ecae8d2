"""Writes the files of a new plugin."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from django.core.management.base import CommandError

from cms.devkit.making.apps_source import apps_source, models_source
from cms.devkit.making.german import write_german
from cms.devkit.making.naming import Names
from cms.devkit.making.parts import Part
from cms.settings.env import ROOT

SKELETON = Path(__file__).parents[1] / "skeleton"
SUFFIX = "-tpl"


def write_plugin(names: Names, parts: Sequence[Part], home: Path) -> None:
    """Writes the plugin's package: its parts, their tests, German texts, and the first migration if there are models."""
    values = {
        "title": names.title,
        "slug": names.slug,
        "name": names.name,
        "dashed": names.dashed,
        "package": names.package,
        "type": f"{names.slug}_page" if any(part.name == "page" for part in parts) else "event",
        "rows": "".join(_read(part, "row.md") for part in parts).rstrip() or "| Nothing yet | `apps.py` |",
    }
    values["rows"] = Template(values["rows"]).substitute(values)
    methods = [Template(_read(part, "method.py")).substitute(values) for part in parts]
    _copy(SKELETON / "always", home, values)
    for part in parts:
        _copy(SKELETON / "parts" / part.name / "files", home, values)
    (home / "apps.py").write_text(apps_source(names, parts, methods))
    if models := models_source(names, parts):
        (home / "models" / "__init__.py").write_text(models)
    write_german(names, home)
    if models:
        make_migration(names, home)


def write_distribution(names: Names, root: Path) -> None:
    """Writes what makes the package below `src/` an installable distribution."""
    values = {"title": names.title, "slug": names.slug, "dashed": names.dashed, "package": names.package}
    _copy(SKELETON / "distribution", root, values)


def _read(part: Part, name: str) -> str:
    return (SKELETON / "parts" / part.name / f"{name}{SUFFIX}").read_text()


def _copy(source: Path, target: Path, values: dict[str, str]) -> None:
    """Writes each template of the folder below the target; names of files hold placeholders, too."""
    for template in sorted(source.rglob(f"*{SUFFIX}")):
        relative = Template(str(template.relative_to(source))).substitute(values)
        path = target / relative.removesuffix(SUFFIX)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(template.read_text()).substitute(values))


def make_migration(names: Names, home: Path) -> None:
    """Lets Django write the first migration, in a process that loads the plugin."""
    (home / "migrations").mkdir()
    (home / "migrations" / "__init__.py").touch()
    environment = dict(os.environ)
    if not names.package.startswith("plugins."):
        environment["LITFASS_PLUGINS_PATH"] = str(home.parent)
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "makemigrations",
            names.slug,
            "--name",
            "initial",
            "--no-header",
            "--verbosity",
            "0",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(f"The plugin is written, but its migration could not be made:\n{done.stderr}")
