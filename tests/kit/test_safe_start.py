"""A plugin that stops Django where errors are raised, for developing, is named, with the line that starts without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.extend.discovery import Discovery, Installable
from cms.launch.plugins.error_owner import owner_of
from tests.kit.processes import python
from tests.loaded import require

ENTRANCES = {
    "manage.py": ["manage.py", "check"],
    "make up": ["manage.py", "up", "--port", "1"],
    "WSGI": ["-c", "import cms.wsgi"],
    "ASGI": ["-c", "import cms.asgi"],
}


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_the_last_lines_name_the_plugin_and_the_remedy(entrance: str, tmp_path: Path) -> None:
    only = "press,bad_import,bad_point,early_models,needs_missing,old_contract,needs_bad_models"
    done = python(ENTRANCES[entrance], data=tmp_path, skip=only, strict=True)
    assert done.returncode == 1
    assert 'raise RuntimeError("Die Tabelle fehlt")' in done.stderr
    *_, cannot, _mend, _, remedy = done.stderr.rstrip().splitlines()
    assert "the plugin “bad_models” fails: RuntimeError: Die Tabelle fehlt" in cannot
    assert remedy.strip() == f"LITFASS_PLUGINS_SKIP={only},bad_models make up"


@pytest.mark.parametrize("entrance", ["manage.py", "WSGI", "ASGI"])
def test_otherwise_the_house_starts_without_it(entrance: str, tmp_path: Path) -> None:
    done = python(ENTRANCES[entrance], data=tmp_path, skip="")
    assert done.returncode == 0, done.stderr
    assert "The plugin bad_models is left out" in done.stderr


def test_the_remedy_helps(tmp_path: Path) -> None:
    done = python(["-c", "import cms.wsgi; print('started')"], data=tmp_path, skip="bad_models")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "started"), done.stderr


def test_an_error_of_a_command_is_no_error_of_the_start(tmp_path: Path) -> None:
    done = python(["manage.py", "plugins", "new", "1"], data=tmp_path, path=None, skip="")
    assert "makes no name" in done.stderr
    assert "Litfass cannot start" not in done.stderr


def test_a_syntax_error_belongs_to_the_plugin_whose_file_it_is_in() -> None:
    require("press")
    from plugins.press import models as press

    found = Installable("press", "plugins.press.apps.PressConfig", 1, ())
    error = SyntaxError("invalid syntax", (press.__file__, 1, 1, "x", 1, 2))
    assert owner_of(error, Discovery((found,), ())) == "press"
    assert owner_of(SyntaxError("x", (__file__, 1, 1, "x", 1, 2)), Discovery((found,), ())) == ""


def test_the_cause_counts_too() -> None:
    require("press")
    from plugins.press import models as press

    found = Installable("press", "plugins.press.apps.PressConfig", 1, ())
    error = RuntimeError("darüber")
    error.__cause__ = SyntaxError("x", (press.__file__, 1, 1, "x", 1, 2))
    assert owner_of(error, Discovery((found,), ())) == "press"
