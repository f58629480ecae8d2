"""Plugins that misbehave, each in its own way: the site starts, its pages answer, and the reason is told to administrators."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from cms.extend.points import Contributions
from tests.kit.processes import prepared, python
from tests.migrated import migrated

REASONS = {
    "bad_import": ("left out", "No module named 'das_gibt_es_nicht'"),
    "early_models": ("left out", "imports models or reads settings; do that inside of its methods"),
    "needs_missing": ("left out", "needs stadtarchiv"),
    "old_contract": ("left out", "needs contract 0, this installation speaks 1"),
    "needs_bad_models": ("left out", "needs bad_models"),
    "bad_point": ("dropped", "ValueError: Die Bausteine fehlen"),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is seen of a site with all of them."""
    data = migrated(tmp_path_factory.mktemp("installation"))
    done = python(["-m", "tests.kit.steps"], data=data, settings="tests.uncollected")
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout.splitlines()[-1]), "data": data}


def test_every_page_answers(seen: Any) -> None:
    assert set(seen["statuses"].values()) == {200}, seen["statuses"]
    assert [status for status, _html in seen["admin"]] == [200, 200, 200]


@pytest.mark.parametrize("slug", REASONS)
def test_the_reason_is_told_in_the_list_by_the_checks_and_to_administrators(seen: Any, slug: str) -> None:
    state, reason = REASONS[slug]
    listed = seen["plugins"][slug]
    assert listed["state"] == state
    assert reason in listed["reason"]
    assert listed["contributes"] == {}
    assert any(slug in check and reason in check for check in seen["checks"])
    (_, home), (_, extensions), _ = seen["admin"]
    assert "arbeiten nicht wie vorgesehen" in home
    assert slug in extensions


@pytest.mark.parametrize(
    "reason",
    [
        "Lässt sich nicht importieren: ModuleNotFoundError(",
        "Ihre apps.py importiert Modelle oder liest Einstellungen",
        "Braucht Erweiterungen, die nicht geladen sind: stadtarchiv",
        "Braucht den Vertrag 0, diese Installation spricht 1",
        "Eine ihrer Stellen scheitert: ValueError: Die Bausteine fehlen",
        "Letzter Fehler: ValueError(",
        "Der letzte Aufruf dauerte 0,",
        "Ausgelassen durch LITFASS_PLUGINS_SKIP",
    ],
)
def test_administrators_read_it_in_german(seen: Any, reason: str) -> None:
    _, (_, extensions), _ = seen["admin"]
    assert reason in extensions


@pytest.mark.parametrize(
    "command", [["migrate", "--verbosity=0"], ["worker", "--once"], ["publishing", "verify"], ["check"]]
)
def test_they_keep_no_command_from_running(seen: Any, command: list[str]) -> None:
    done = prepared(["manage.py", *command], data=seen["data"], skip="bad_models")
    assert done.returncode == 0, done.stderr[-3000:]


def test_what_cannot_be_rendered_is_left_out_of_the_page_and_paused(seen: Any) -> None:
    assert "Der Text der Seite." in seen["html"]
    assert "Der Eintritt ist frei." in seen["html"]
    paused = seen["plugins"]["bad_render"]["paused"]
    assert "Das Ausgeben geht nicht" in paused["blocks.bad_render_box.render"]


def test_a_field_that_fails_is_empty_and_its_document_complete(seen: Any) -> None:
    (document,) = [each for each in seen["document"] if each["title"] == "Besuch"]
    assert document["bad_render_field"] is None
    assert [block["type"] for block in document["body"]] == ["slow_box", "notice_board_box", "paragraph"]


def test_what_takes_too_long_is_paused(seen: Any) -> None:
    (reason,) = seen["plugins"]["slow"]["paused"].values()
    assert "which is too long" in reason


def test_a_plugin_that_is_skipped_on_purpose_is_listed_without_being_a_fault(seen: Any) -> None:
    assert seen["plugins"]["bad_models"]["state"] == "skipped"
    assert not any("plugin bad_models" in check for check in seen["checks"])


def test_the_plugin_that_uses_everything_works_beside_them(seen: Any) -> None:
    full = seen["plugins"]["notice_board"]
    assert full["enabled"] == {"testserver": True}
    assert len(full["contributes"]) == len(fields(Contributions))
