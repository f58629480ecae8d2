"""Pages and records of hostile plugins: what they override of others does its work without them where they fail."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.kit import hostile_pages
from tests.kit.processes import python
from tests.migrated import migrated


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is seen of a site with all of them."""
    data, folder = (tmp_path_factory.mktemp(name) for name in ("pages-data", "pages-plugins"))
    hostile_pages.write(folder)
    visiting = ["-m", "tests.kit.visiting_pages"]
    done = python(visiting, data=migrated(data), path=folder, skip="", settings="tests.uncollected")
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout.splitlines()[-1]), "log": done.stderr}


@pytest.mark.parametrize("name", hostile_pages.LEAVES)
def test_it_is_published_shown_edited_and_delivered(seen: Any, name: str) -> None:
    each = seen["each"][name]
    # What gives 5 instead of yes is a yes.
    expected = {} if name in hostile_pages.HARMLESS else hostile_pages.CLOSED.get(name.removesuffix("_five"), {})
    assert {view: answer for view, answer in each.items() if answer not in (200, 302, True)} == expected


def test_what_is_noticed_at_the_start_is_not_offered(seen: Any) -> None:
    assert set(seen["left_out"].values()) == {404}


def test_lists_in_which_they_stand_answer(seen: Any) -> None:
    assert {*seen["lists"].values(), *seen["public"].values()} == {200}, (seen["lists"], seen["public"])


def test_all_pages_are_found(seen: Any) -> None:
    pages = {f"Blatt {name}" for name in hostile_pages.LEAVES if not hostile_pages.is_record(name)}
    pages -= {f"Blatt {name}" for name, answers in hostile_pages.CLOSED.items() if "add" in answers}
    assert pages - {*seen["found"]} == set()


def test_each_failure_is_logged_with_its_plugin(seen: Any) -> None:
    failed = {*re.findall(r"The plugin leaves failed in (\w+)\.", seen["log"])}
    quiet = {name for name in hostile_pages.LEAVES if hostile_pages.model_of(name) not in failed}
    assert {name for name in quiet if name.removesuffix("_five") not in hostile_pages.UNASKED} == hostile_pages.HARMLESS
