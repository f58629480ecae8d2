"""The page for authors of plugins tells the truth: its tutorial works as it is written, its reference is the contract's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from cms.devkit.conformity.rules import RULES
from cms.devkit.reference import fields_of, with_reference
from cms.extend import Plugin, registry
from cms.extend.discovery import CORE
from cms.extend.manifest import Manifest
from cms.extend.points import Contributions, Point
from cms.management.commands.plugins import VERBS
from cms.settings.env import ROOT
from tests.kit.copying import copied, found_site, run

PAGE = (ROOT / "docs" / "plugins.md").read_text()
TUTORIAL = PAGE.partition("## Five minutes")[2].partition("### Elsewhere")[0]
PACKAGE = PAGE.partition("### A whole package")[2].partition("## What the class says")[0]
BLOCK = re.compile(r"^```(?P<language>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


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


def test_what_the_class_may_leave_away_is_said() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", PAGE.partition("## What the class says")[2], re.MULTILINE))
    assert {name for name, without in rows.items() if without == "left out"} == {
        name for name in Manifest.model_fields if name != "label" and not hasattr(Plugin, name)
    }
    for name in ("requires", "enabled_by_default"):
        assert rows[name] == f"`{getattr(Plugin, name)!r}`"


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
    folder = copied(tmp_path_factory.mktemp("tutorial") / "litfass")
    found_site(folder)
    return folder


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
