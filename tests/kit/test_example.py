"""The example plugin uses every point: it holds the contract, its own tests pass, and `plugins new` copies it under any name, in any choice of parts."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from cms.devkit import copying
from cms.devkit.copying import PACKAGE, copy_plugin
from cms.devkit.naming import Names
from cms.devkit.parts import PARTS
from cms.extend.points import Contributions
from cms.settings.env import ROOT
from tests.kit.processes import FIXTURES, python

EXAMPLE = FIXTURES / "litfass_notice_board"
MADE_BY_DJANGO = "migrations"
ITSELF = Names("Notice board", "notice_board", "litfass_notice_board")
LONGEST = "ein_sehr_langer_name_von_heute"


def files(home: Path) -> dict[str, bytes]:
    found = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return {str(path.relative_to(home)): path.read_bytes() for path in found if MADE_BY_DJANGO not in path.parts}


@pytest.fixture(autouse=True)
def without_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "make_migration", lambda names, home: None)


def test_a_copy_with_all_parts_under_its_own_name_is_the_example_itself(tmp_path: Path) -> None:
    copy_plugin(ITSELF, PARTS, tmp_path / "copy")
    assert files(tmp_path / "copy") == files(PACKAGE)


def test_each_file_belongs_to_a_part_or_to_every_plugin() -> None:
    parted = [file for part in PARTS for file in part.files]
    assert sorted(parted) == sorted({*parted})
    always = {
        "README.md",
        "__init__.py",
        "apps.py",
        "models/__init__.py",
        "tests/__init__.py",
        "tests/test_contract.py",
    }
    assert {file for file in files(PACKAGE) if not file.startswith("locale/")} == {*parted, *always}


def test_no_part_keeps_what_belongs_to_another_or_to_the_example(tmp_path: Path) -> None:
    """The project's own rules find no import too many, no name that is not there and nothing to format, whatever the name is."""
    for slug in ("ab", "stadtplan", LONGEST):
        names = Names(slug.replace("_", " ").capitalize(), slug, f"litfass_{slug}")
        for part in PARTS:
            copy_plugin(names, [part], tmp_path / slug / part.name.replace("-", "_"))
        copy_plugin(names, PARTS, tmp_path / slug / "all")
        copy_plugin(names, [], tmp_path / slug / "none")
    for arguments in (("check",), ("format", "--check")):
        command = [sys.executable, "-m", "ruff", *arguments, "--config", "pyproject.toml", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    left = {
        str(path)
        for path in tmp_path.rglob("*")
        if path.suffix != ".mo" and path.is_file() and re.search("notice.?board", path.read_text(), re.IGNORECASE)
    }
    assert left == set()
    assert {path.name for path in (tmp_path / "ab" / "none").iterdir()} == {
        "README.md",
        "__init__.py",
        "apps.py",
        "locale",
        "tests",
    }


def test_there_is_a_part_for_each_point() -> None:
    assert len(PARTS) == len(fields(Contributions)) + 1


def test_its_tests_those_of_the_contract_and_those_of_the_desk_pass(tmp_path: Path) -> None:
    home = str(EXAMPLE.relative_to(ROOT))
    paths = [home, "tests/admin/test_records_of_plugins.py", "tests/admin/test_panels_of_plugins.py"]
    # Together, since each run by itself would make a database.
    done = python(["-m", "pytest", "-v", "-p", "no:cacheprovider", *paths], data=tmp_path, settings="tests.settings")
    assert done.returncode == 0, done.stdout[-3000:]
    passed = [line for line in done.stdout.splitlines() if " PASSED" in line]
    for path in (*paths, f"{home}/tests/test_contract.py"):
        assert any(line.startswith(path) for line in passed), path
