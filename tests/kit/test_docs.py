"""The page for authors of plugins tells the truth: its tutorial works as it is written, its reference is the contract's own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from cms.devkit.conformity.rules import RULES
from cms.devkit.reference import fields_of, with_reference
from cms.extend import registry
from cms.extend.discovery import CORE
from cms.extend.points import Contributions, Point
from cms.management.commands.plugins import VERBS
from cms.settings.env import ROOT
from tests.migrated import migrated

PAGE = (ROOT / "docs" / "plugins.md").read_text()
TUTORIAL = PAGE.partition("## Five minutes")[2].partition("### Elsewhere")[0]
PACKAGE = PAGE.partition("### A whole package")[2].partition("## What the class says")[0]
BLOCK = re.compile(r"^```(?P<language>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SKELETON = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from cms.content.skeleton import ensure_skeleton
ensure_skeleton("http://testserver")
"""


def test_the_reference_is_up_to_date() -> None:
    assert with_reference(PAGE) == PAGE, "run python -m cms.devkit.reference"


@pytest.mark.parametrize("point", [field.name for field in fields(Contributions)])
def test_each_point_has_its_heading_and_its_exact_signature(point: str) -> None:
    (section,) = re.findall(rf"^### `{point}`\n(.*?)^###", PAGE, re.MULTILINE | re.DOTALL)
    assert f"def {point}(self) -> Iterable[" in section
    (kind,) = [each for each in _subclasses(Point) if f"Iterable[{each.__name__}]" in section]
    assert all(line in section for line in fields_of(kind))


def _subclasses(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def test_the_types_to_build_on_are_those_of_the_core() -> None:
    (row,) = re.findall(r"^\| Types \| (.*), and those", PAGE, re.MULTILINE)
    core = {public.name for public in registry().public_types.values() if public.plugin in CORE and public.listed}
    assert set(re.findall(r"`(\w+)`", row)) == core


def test_each_verb_is_told() -> None:
    assert [verb for verb in VERBS if f"| `plugins {verb}" not in PAGE] == []


def test_the_checklist_has_about_twenty_lines_and_the_rules_are_no_fewer() -> None:
    assert 18 <= PAGE.count("- [ ] ") <= 24
    assert len(RULES) >= 20
    assert all((rule.__doc__ or "").strip() for rule in RULES)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This tree once more, with data of its own and a site."""
    folder = tmp_path_factory.mktemp("tutorial") / "litfass"
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if ((ROOT / name).is_file() and not name.startswith("tests/")) or name in (
            "tests/__init__.py",
            "tests/settings.py",
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    migrated(folder / "var")
    run(folder, f".venv/bin/python -c '{SKELETON}'", DJANGO_SETTINGS_MODULE="cms.settings")
    return folder


def run(folder: Path, command: str, **further: str) -> str:
    """What the command said; fails with it if it failed."""
    unwanted = ("LITFASS_", "DJANGO_", "DATABASE_URL", "SEARCH_URL", "DATA", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    environment = {
        **kept,
        "BASE_URL": "http://testserver",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folder.parent),
        **further,
    }
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def test_the_tutorial_works_as_it_is_written(copy: Path) -> None:
    said = ""
    for block in BLOCK.finditer(TUTORIAL):
        if block["file"]:
            (copy / block["file"]).write_text(block["text"])
            continue
        assert block["language"] == "sh"
        for line in block["text"].splitlines():
            said += run(copy, line)
    assert " passed" in said
    assert "stadtplan: gold" in said
    assert "stadtplan is now enabled for testserver." in said


def test_the_package_works_as_it_is_printed(copy: Path) -> None:
    """Only that it is installed into a folder of its own, since the environment is everybody's."""
    said = ""
    installed = copy / "installed"
    for block in BLOCK.finditer(PACKAGE):
        if block["file"]:
            (copy / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (copy / block["file"]).write_text(block["text"])
            continue
        for line in block["text"].splitlines():
            command = line.replace("pip install", f"pip install --no-index --target {installed}")
            found = {"PYTHONPATH": str(installed)} if installed.is_dir() else {}
            said += run(copy, command, **found)
    assert " passed" in said
    assert "wegweiser: gold" in said
    assert "wegweiser is now enabled for testserver." in said
