"""One command writes a plugin that is gold at once and passes the project's own rules; `test_tutorial.py` runs its tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cms.settings.env import ROOT
from tests.kit.processes import python


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for plugins of one's own, with one that has a page type and a block."""
    folder = tmp_path_factory.mktemp("eigene")
    arguments = ["manage.py", "plugins", "new", "Stadtführung", "--page", "--block"]
    done = python(arguments, data=folder / "data", path=folder, skip="")
    assert done.returncode == 0, done.stderr
    return folder


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_it_is_gold(folder: Path) -> None:
    done = python(["manage.py", "plugins", "check", "stadtfuehrung"], data=folder / "data", path=folder, skip="")
    assert (done.returncode, done.stdout.split()[:2]) == (0, ["stadtfuehrung:", "gold"]), done.stdout + done.stderr


def test_the_projects_rules_pass(folder: Path) -> None:
    home = str(folder / "litfass_stadtfuehrung")
    for arguments in (("check",), ("format", "--check")):
        done = tool("ruff", *arguments, "--config", "pyproject.toml", "--exclude", "migrations", home)
        assert done.returncode == 0, done.stdout


def test_a_name_that_is_taken_or_none_is_refused(folder: Path) -> None:
    for name, reason in (
        ("Stadtführung", "already"),
        ("press", "already"),
        ("1", "makes no name"),
        ('x"y', "makes no"),
    ):
        done = python(["manage.py", "plugins", "new", name], data=folder / "data", path=folder, skip="")
        assert (done.returncode, reason in done.stderr) == (1, True), done.stderr


def test_a_distribution_holds_all_that_it_needs(tmp_path: Path) -> None:
    arguments = ["manage.py", "plugins", "new", "Stadtplan", "--page", "--package", "--folder", str(tmp_path)]
    done = python(arguments, data=tmp_path / "data", path=None, skip="")
    assert done.returncode == 0, done.stderr
    root = tmp_path / "litfass-stadtplan"
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(tmp_path)]
    built = tool("pip", "wheel", *options, str(root))
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = archive.read("litfass_stadtplan-0.1.0.dist-info/entry_points.txt").decode()
    assert "[litfass.plugins]\nstadtplan = litfass_stadtplan.apps" in entry_points
    assert {
        "litfass_stadtplan/README.md",
        "litfass_stadtplan/locale/de/LC_MESSAGES/django.mo",
        "litfass_stadtplan/migrations/0001_initial.py",
        "litfass_stadtplan/templates/stadtplan/stadtplan_page.html",
    } <= names
