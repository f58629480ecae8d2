"""Documents of hostile plugins: what nobody could read or store costs the plugin that gives it, and no page, feed or search beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit import hostile_documents
from tests.kit.hostile_documents import LEFT_OUT, PUBLIC, SHAPES, STAYING
from tests.kit.processes import python
from tests.migrated import migrated


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("documents-plugins")
    hostile_documents.write(made)
    return made


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Any:
    """What is seen of a site with all of them."""
    data = migrated(tmp_path_factory.mktemp("documents-data"))
    visiting = ["-m", "tests.kit.visiting_documents"]
    done = python(visiting, data=data, path=folder, skip="", settings="tests.uncollected")
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout.splitlines()[-1]), "log": done.stderr}


def test_all_that_read_documents_answer(seen: Any) -> None:
    assert {*seen["reading"].values()} == {200}, seen["reading"]


@pytest.mark.parametrize("name", SHAPES)
def test_who_gives_a_member_another_shape_is_left_out_with_the_one_that_is_read(seen: Any, name: str) -> None:
    shape = SHAPES[name][2]
    reason = f"Dokumente ihres Typs shape_{name} haben das Feld {name}, das der Kern als {shape} liest"
    assert seen["reasons"][f"shape_{name}"].startswith(reason)


def test_who_lacks_what_is_needed_is_left_out_with_all_of_it(seen: Any) -> None:
    for name in ("id", "title", "locale", "url", "path"):
        assert f"fehlt das Feld {name} (" in seen["reasons"]["shape_nameless"]


def test_nobody_else_is_left_out_or_paused(seen: Any) -> None:
    assert {*seen["reasons"]} == {*LEFT_OUT}
    assert {*seen["paused"]} <= {*PUBLIC, *STAYING}


@pytest.mark.parametrize("name", PUBLIC)
def test_odd_values_are_published_shown_delivered_and_found(seen: Any, name: str) -> None:
    assert (seen["pages"][name], seen["lists"][name]) == (200, 200)
    assert f"Blatt {name}" in seen["found"]


@pytest.mark.parametrize("name", STAYING)
def test_what_cannot_be_stored_is_the_plugin_s_failure(seen: Any, name: str) -> None:
    assert f"The plugin {name} failed in page_types.{name}.document" in seen["log"]
    assert f"missing: Blatt {name} " in seen["verified"]
    assert f"its document cannot be built, {name}: page_types.{name}.document failed: " in seen["verified"]
    assert f"; mend the plugin {name}, or disable it" in seen["verified"]
    assert seen["lists"][name] == 200


@pytest.mark.parametrize("name", STAYING)
def test_its_own_address_shows_what_is_known_of_it(seen: Any, name: str) -> None:
    assert (seen["pages"][name], seen["titled"][name]) == (200, True)


def test_verify_names_nothing_else(seen: Any) -> None:
    assert f"{len(STAYING)} differences" in seen["verified"]


def test_plugins_check_tells_the_member_and_its_shape(folder: Path, tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "check", "shape_status"], data=tmp_path, path=folder, skip="")
    assert done.returncode == 1
    said = "documents of its type shape_status have the member status, which the core reads as Labelled | None"
    assert f"shape_status: left out, {said}" in done.stdout
