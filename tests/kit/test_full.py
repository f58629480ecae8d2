"""The plugin that uses every point: it is what `plugins new` writes, it holds the contract, and its own tests pass."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from cms.devkit.making.naming import Names
from cms.devkit.making.parts import PARTS
from cms.devkit.making.writing import write_plugin
from cms.extend.points import Contributions
from tests.kit.processes import FIXTURES, python

FULL = FIXTURES / "full"
MADE_BY_DJANGO = "migrations"


def files(home: Path) -> dict[str, bytes]:
    found = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return {str(path.relative_to(home)): path.read_bytes() for path in found if MADE_BY_DJANGO not in path.parts}


def test_it_is_what_new_writes_with_all_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.devkit.making import writing

    monkeypatch.setattr(writing, "make_migration", lambda names, home: None)
    write_plugin(Names("Full", "full", "full"), PARTS, tmp_path / "full")
    assert files(tmp_path / "full") == files(FULL)


def test_there_is_a_part_for_each_point() -> None:
    assert len(PARTS) == len(fields(Contributions)) + 1


def test_its_tests_and_those_of_the_contract_pass(tmp_path: Path) -> None:
    arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", str(FULL)]
    done = python(arguments, data=tmp_path, settings="tests.settings")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout.splitlines()[-1]


def test_its_records_stand_in_the_archive(tmp_path: Path) -> None:
    arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/admin/test_records_of_plugins.py"]
    done = python(arguments, data=tmp_path, settings="tests.settings")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout.splitlines()[-1]


def test_its_panels_stand_in_forms_of_the_core(tmp_path: Path) -> None:
    arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/admin/test_panels_of_plugins.py"]
    done = python(arguments, data=tmp_path, settings="tests.settings")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout.splitlines()[-1]
