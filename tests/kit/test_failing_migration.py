"""A migration that fails half-way names its plugin and the next command; the rest migrates and starts, and the advice works."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.hostile import APPS
from tests.kit.hostile_plugin import put, put_plugin
from tests.kit.processes import python
from tests.migrated import migrated

MODELS = """
from django.db import models
class Thing(models.Model):
    name = models.CharField(max_length=50)
    {more}
"""
FIRST = """
from django.db import migrations, models
class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.CreateModel("Thing", [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("name", models.CharField(max_length=50)),
    ])]
"""
SECOND = """
from django.db import migrations, models
def fill(apps, schema_editor):
    {body}
class Migration(migrations.Migration):
    dependencies = [("wacklig", "0001_initial")]
    operations = [migrations.AddField("thing", "more", models.CharField(max_length=5, default="")), migrations.RunPython(fill)]
"""
ANSWERS = """
import cms.wsgi
from django.conf import settings as made
from django.test import Client
print([Client().get(path).status_code for path in ("/", "/api/v1/events")], [each.slug for each in made.PLUGINS.found])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plugins"
    put_plugin(made, "wacklig", APPS.format(name="wacklig", lines=""))
    put(made / "wacklig" / "models.py", MODELS.format(more=""))
    put(made / "wacklig" / "migrations" / "__init__.py", "")
    put(made / "wacklig" / "migrations" / "0001_initial.py", FIRST)
    put_plugin(made, "braucht", APPS.format(name="braucht", lines="    requires = ('wacklig',)"))
    return made


def test_it_costs_the_plugin_alone_and_the_advice_leads_out(folder: Path, tmp_path: Path) -> None:
    def run(*command: str, code: int = 0) -> str:
        done = python(list(command), data=tmp_path / "data", path=folder, skip="", settings="tests.uncollected")
        assert done.returncode == code, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    migrated(tmp_path / "data")
    setup = ("manage.py", "setup", "--admin", "ada@example.org", "--no-input")
    put(folder / "wacklig" / "models.py", MODELS.format(more="more = models.CharField(max_length=5, default='')"))
    put(folder / "wacklig" / "migrations" / "0002_more.py", SECOND.format(body="raise ValueError('Die Hälfte fehlt')"))
    said = run(*setup)
    assert "The plugin wacklig is left out: its migration 0002_more fails (ValueError: Die Hälfte fehlt)" in said
    advice = "manage.py migrate wacklig"
    assert advice in said
    said = run("-c", ANSWERS)
    assert "[200, 200]" in said
    assert "'wacklig'" not in said
    assert "'braucht'" not in said
    assert "'press'" in said
    said = run("manage.py", "plugins", "list")
    assert "its migration 0002_more is not in the database yet" in said
    assert "Traceback" not in said, "nothing failed in this process"
    said = run("manage.py", "plugins", "check", "wacklig", code=1)
    assert said.startswith("wacklig: faulty")
    assert "migrations with code can be run: 0002_more fails (ValueError: Die Hälfte fehlt)" in said
    assert "not in the database" not in said, "authors check a plugin before they migrate"
    assert "wacklig" in run("manage.py", "migrate", code=1)
    assert "fails (ValueError" in run(*advice.split(), code=1)
    put(folder / "wacklig" / "migrations" / "0002_more.py", SECOND.format(body="raise KeyboardInterrupt"))
    assert "fails (KeyboardInterrupt)" in run(*advice.split(), code=1)
    put(folder / "wacklig" / "migrations" / "0002_more.py", SECOND.format(body="pass"))
    run(*advice.split())
    said = run("-c", ANSWERS)
    assert "[200, 200]" in said
    assert "'wacklig'" in said
    assert "'braucht'" in said
