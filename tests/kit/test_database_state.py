"""A command that meets a database of another time says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.env import ROOT
from tests.kit.processes import python


def test_an_empty_database_leads_to_migrate(tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "list"], data=tmp_path, path=None, skip="")
    assert done.returncode == 1
    *_, lacks, remedy = done.stderr.rstrip().splitlines()
    assert str(tmp_path) in lacks
    assert "manage.py migrate" in remedy


@pytest.mark.parametrize("command", [["publishing", "status"], ["worker"], ["plugins", "list"]])
@pytest.mark.parametrize("away", ["folder", "server", "damaged"])
def test_a_database_that_is_away_is_told_with_the_setting_that_names_it(
    command: list[str], away: str, tmp_path: Path
) -> None:
    address = "postgres://nobody:secret@127.0.0.1:9/nothing" if away == "server" else ""
    if away == "damaged":
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "db.sqlite3").write_text("Kein Platz mehr")
    environment = {"DATA": str(tmp_path / "data"), "DATABASE_URL": address, "SECRET_KEY": "only-for-tests"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "cms.settings"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "The database cannot be reached: " in done.stderr
    assert ("DATABASE_URL" if away == "server" else "DATA (") in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
