"""`plugins check` starts the installation once, names what fails and whose it is, and says how good each plugin is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from cms.devkit import check
from cms.settings.env import ROOT
from tests.kit.hostile import APPS
from tests.kit.hostile_plugin import put_plugin
from tests.kit.processes import python


@pytest.mark.parametrize("skip", ["bad_models", ""])
def test_what_stops_django_is_found_whether_it_is_skipped_or_not(skip: str, tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "check", "bad_models"], data=tmp_path, skip=skip)
    assert done.returncode == 1
    assert "bad_models: left out, its models cannot be loaded: RuntimeError: Die Tabelle fehlt" in done.stdout
    assert 'raise RuntimeError("Die Tabelle fehlt")' in done.stdout + done.stderr
    assert "Litfass cannot start" not in done.stderr


def test_each_plugin_has_its_grade_and_what_it_lacks(tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "check"], data=tmp_path)
    assert done.returncode == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    first_party = [path.parent.name for path in (ROOT / "plugins").glob("*/apps.py")]
    assert [slug for slug in ("notice_board", *first_party) if f"{slug}: gold" not in lines] == []
    assert "slow: bronze" in lines
    assert "bad_point: faulty" in lines
    assert any(line.startswith("- has tests: no test_") for line in lines)
    assert "old_contract: left out, needs contract 0, this installation speaks 1" in lines
    assert "Not in order:" in done.stderr


def test_an_unknown_plugin_is_refused(tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "check", "atlas"], data=tmp_path, path=None, skip="")
    assert (done.returncode, "There is no plugin atlas" in done.stderr) == (1, True)


@pytest.mark.parametrize("line", ["time.sleep(600)", "os.kill(os.getpid(), 9)"])
def test_a_start_that_hangs_or_ends_without_a_word_names_the_plugin(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_plugin(tmp_path, "stumm", APPS.format(name="stumm", lines="") + f"import os, time; {line}")
    monkeypatch.setenv("LITFASS_PLUGINS_PATH", str(tmp_path))
    monkeypatch.setattr(check, "PATIENCE", 5.0)
    with pytest.raises(CommandError, match=r"while the plugin stumm was asked(.|\n)*LITFASS_PLUGINS_SKIP=.*stumm"):
        check.started("stumm")


def test_nothing_of_a_plugin_is_loaded_where_the_start_is_watched(tmp_path: Path) -> None:
    loaded = "import sys, cms.devkit.check; print('cms.settings' in sys.modules)"
    assert python(["-c", loaded], data=tmp_path).stdout.strip() == "False"
