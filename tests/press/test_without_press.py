"""The folder can be left out: the site works, and what was stored stays."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cms.settings.env import ROOT
from tests.migrated import migrated

pytestmark = pytest.mark.plugin("press")


def step(name: str, data: Path, *, skip: str = "") -> Any:
    """Runs a step as an installation of its own and returns what it prints."""
    environment = {
        **os.environ,
        "DATA": str(data),
        "DATABASE_URL": "",
        "LITFASS_PLUGINS_SKIP": skip,
        "DJANGO_SETTINGS_MODULE": "tests.uncollected",
        "BASE_URL": "http://testserver",
        "SECRET_KEY": "only-for-tests",
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.press.steps", name], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an installation with a press release and a page with a press contact."""
    data = migrated(tmp_path_factory.mktemp("installation"))
    step("fill", data)
    return data


def stored_body(data: Path) -> Any:
    """The stored text of the page, as it lies in the database."""
    with closing(sqlite3.connect(data / "db.sqlite3")) as connection:
        (body,) = connection.execute(
            "SELECT body FROM content_standardpage WHERE body LIKE '%press_contact%'"
        ).fetchone()
    return json.loads(body)


def test_without_the_folder_everything_else_works_and_stored_blocks_stay(installation: Path) -> None:
    before = stored_body(installation)
    seen = step("without", installation, skip="press")
    assert seen["pages"] == {"/": 200, "/presse/": 200, "/meldungen/": 200, "/suche/?q=Text": 200}
    assert seen["api"] == {
        "": 200,
        "pages": 200,
        "news": 200,
        "changes": 200,
        "search?q=Text": 200,
        "openapi.json": 200,
        "press-releases": 404,
        "press/contacts": 404,
        "pages?press_reach=local": 400,
    }
    assert seen["block"]["type"] == "unavailable"
    assert seen["block"]["value"] == {"original_type": "press_contact"}
    assert "Amina Beispiel" not in seen["html"]
    assert stored_body(installation) == before
    assert seen["checks"] == []


def test_with_the_folder_back_everything_is_as_it_was(installation: Path) -> None:
    seen = step("again", installation)
    assert seen["block"]["value"]["name"] == "Amina Beispiel"
    assert seen["releases"] == 1
    assert "Amina Beispiel" in seen["html"]
