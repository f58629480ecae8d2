"""The recipes of CONTRIBUTING.md work as they are written, and each touches as few files as it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.env import ROOT
from tests.kit.copying import copied, run

PAGE = (ROOT / "CONTRIBUTING.md").read_text()
BLOCK = re.compile(r"^```(?P<language>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL))
PYTEST = ".venv/bin/python -m pytest -q "
MOST = 6
"""Files that one change may touch by hand."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A copy of the tree after all recipes, and the tests that they run."""
    folder = copied(tmp_path_factory.mktemp("recipes") / "litfass")
    tests = []
    for recipe in RECIPES.values():
        for block in BLOCK.finditer(recipe):
            if block["language"] == "diff":
                apply(folder, block["text"])
            elif block["file"]:
                (folder / block["file"]).parent.mkdir(parents=True, exist_ok=True)
                (folder / block["file"]).write_text(block["text"])
            else:
                commands = block["text"].splitlines()
                # A run of each by itself would make a database each time.
                tests += [line.removeprefix(PYTEST) for line in commands if line.startswith(PYTEST)]
                for line in commands:
                    if not line.startswith(PYTEST):
                        run(folder, line)
    return folder, tests


def apply(folder: Path, diff: str) -> None:
    """As somebody would who reads it: lines that have moved are found."""
    done = subprocess.run(["git", "apply"], cwd=folder, input=diff, text=True, capture_output=True)
    assert done.returncode == 0, f"{diff}\n{done.stderr}"


def test_there_are_five() -> None:
    assert len(RECIPES) == 5


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_says_how_many_files_it_touches(name: str) -> None:
    blocks = list(BLOCK.finditer(RECIPES[name]))
    touched = {block["file"] for block in blocks if block["file"]}
    for block in blocks:
        touched |= set(re.findall(r"^\+\+\+ b/(\S+)$", block["text"], re.MULTILINE))
        touched |= set(re.findall(r"^sed -i .* (\S+\.po)$", block["text"], re.MULTILINE))
    touched = {file for file in touched if not file.startswith("tests/")}
    (said,) = re.findall(r"By hand: (\w+)", RECIPES[name])
    assert len(touched) == (0 if said == "nothing" else int(said)) <= MOST


def test_their_tests_pass(written: tuple[Path, list[str]]) -> None:
    folder, tests = written
    assert len(tests) == len(RECIPES)
    assert " passed" in run(folder, f"{PYTEST}{' '.join(tests)}")


@pytest.mark.parametrize("arguments", [("check",), ("format", "--check")], ids=" ".join)
def test_what_they_write_is_in_good_form(written: tuple[Path, list[str]], arguments: tuple[str, ...]) -> None:
    folder, _ = written
    done = subprocess.run([sys.executable, "-m", "ruff", *arguments, "."], cwd=folder, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_no_text_lacks_its_german(written: tuple[Path, list[str]]) -> None:
    folder, _ = written
    run(folder, ".venv/bin/python manage.py messages --check")
