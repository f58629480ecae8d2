"""Blocks of hostile plugins: each costs its own place in a text, or its plugin, and nothing that is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit import hostile_blocks
from tests.kit.processes import prepared, python
from tests.migrated import migrated

NAMES = [*hostile_blocks.LEFT_OUT, *hostile_blocks.STAY]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory.mktemp("blocks-data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("blocks-plugins")
    hostile_blocks.write(made)
    return made


@pytest.fixture(scope="module")
def seen(data: Path, folder: Path) -> Any:
    """What is seen of a site with all of them."""
    done = python(["-m", "tests.kit.visiting_blocks"], data=data, path=folder, skip="", settings="tests.uncollected")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", hostile_blocks.LEFT_OUT)
def test_what_cannot_be_used_is_left_out_with_its_block_and_a_german_reason(seen: Any, name: str) -> None:
    _lines, said = hostile_blocks.LEFT_OUT[name]
    block = hostile_blocks.block_of(name)
    assert seen["reasons"][name].startswith(f"ihr Block {block} ist nicht brauchbar: {said}")


def test_all_others_run(seen: Any) -> None:
    assert set(seen["reasons"]) == set(hostile_blocks.LEFT_OUT)


@pytest.mark.parametrize("name", NAMES)
def test_its_page_is_shown_edited_and_keeps_what_is_stored(seen: Any, name: str) -> None:
    each = seen["each"][name]
    assert {view: answer for view, answer in each.items() if answer not in (200, 302, True)} == {"typed": each["typed"]}
    assert each["typed"] in (None, [{"text": "Getippt"}])


def test_forms_of_others_answer(seen: Any) -> None:
    assert set(seen["forms"].values()) == {200}, seen["forms"]


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["plugins", "list"],
        ["migrate", "--verbosity=0"],
        ["publishing", "rebuild"],
        ["publishing", "verify"],
        ["worker", "--once"],
    ],
    ids=" ".join,
)
def test_every_command_answers(seen: Any, data: Path, folder: Path, command: list[str]) -> None:
    done = prepared(["manage.py", *command], data=data, path=folder)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
