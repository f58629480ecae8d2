"""A plugin whose models have no tables, and no migration that would make them, is left out with the command that mends it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.kit.hostile import APPS
from tests.kit.hostile_files import MODELS
from tests.kit.hostile_plugin import put, put_plugin
from tests.kit.processes import python
from tests.migrated import migrated

LEADING = "class Thing(models.Model):\n    page = models.ForeignKey(Page, models.CASCADE, related_name='+')"
UNMANAGED = "    class Meta: managed = False"
PLUGINS: Mapping[str, str] = {
    "forgotten": LEADING,
    "unmanaged": f"{LEADING}\n{UNMANAGED}",
    "rights": f"class Thing(models.Model):\n{UNMANAGED}",
    "pages": "class Thing(BasePage):\n    template = 'x.html'",
}
SEEN = """
import json, sys
sys.argv = ["manage.py", "worker"]
import django
django.setup()
from django.conf import settings
from django.utils.translation import override
with override("de"):
    print(json.dumps({each.slug: str(each.reason) for each in settings.PLUGINS.left}))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("missing-tables")
    for name, lines in PLUGINS.items():
        put_plugin(made / "plugins", name, APPS.format(name=name, lines=""))
        put(made / "plugins" / name / "models.py", MODELS.format(lines=lines))
    migrated(made / "data")
    done = run(made, "manage.py", "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr[-3000:]
    return made


def run(place: Path, *command: str) -> Any:
    return python(list(command), data=place / "data", path=place / "plugins", skip="")


def test_it_is_told_in_german(place: Path) -> None:
    told = json.loads(run(place, "-c", SEEN).stdout.splitlines()[-1])
    assert told == {
        "pages": "keine Migration macht die Tabelle pages_thing ihres Modells Thing; manage.py makemigrations pages ausführen, dann manage.py migrate",
        "forgotten": "keine Migration macht die Tabelle forgotten_thing ihres Modells Thing; manage.py makemigrations forgotten ausführen, dann manage.py migrate",
        "unmanaged": "die Tabelle unmanaged_thing ihres Modells Thing ist nicht in der Datenbank; wer sie verwaltet, muss sie anlegen",
    }


def test_authors_are_told_without_a_database(place: Path) -> None:
    done = run(place, "manage.py", "plugins", "check", "forgotten")
    assert done.returncode == 1
    assert "run manage.py makemigrations forgotten" in done.stdout


def test_the_advice_leads_out(place: Path) -> None:
    for command in (["makemigrations", "forgotten", "pages"], ["migrate", "--verbosity=0"]):
        done = run(place, "manage.py", *command)
        assert done.returncode == 0, done.stderr[-3000:]
    assert [*json.loads(run(place, "-c", SEEN).stdout.splitlines()[-1])] == ["unmanaged"]
