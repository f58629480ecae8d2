"""A migration that fails half-way names its plugin and the next command; the rest migrates and starts, and the advice works."""

from __future__ import annotations

import sqlite3
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


BROKEN_TRANSACTION = """
from django.db import IntegrityError, migrations
def twice(apps, schema_editor):
    site = apps.get_model("wagtailcore", "Site")
    try:
        site.objects.create(pk=site.objects.first().pk, root_page_id=1)
    except IntegrityError:
        site.objects.count()
class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0040_page_draft_title")]
    operations = [migrations.RunPython(twice)]
"""
TAKES_A_COLUMN = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]
    operations = [migrations.RunSQL("ALTER TABLE content_city RENAME COLUMN name TO nam")]
"""
ALONE = "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = {on}\n    operations = []\n"


def test_whatever_state_it_leaves_behind_all_others_migrate(folder: Path, tmp_path: Path) -> None:
    """A broken transaction, others that build upon what is not there then, a history that was changed, a table of the core's."""

    def migrate(code: int) -> str:
        command = ["manage.py", "migrate"]
        done = python(command, data=tmp_path / "data", path=folder, skip="", settings="tests.uncollected")
        assert done.returncode == code, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    def plugin(name: str, *migrations: str) -> None:
        put(folder / name / "__init__.py", "")
        put(folder / name / "apps.py", APPS.format(name=name, lines=""))
        put(folder / name / "migrations" / "__init__.py", "")
        for number, text in enumerate(migrations, 1):
            put(folder / name / "migrations" / f"{number:04}_x.py", text)

    migrated(tmp_path / "data")
    plugin("geschichte", ALONE.format(on=[]))
    migrate(code=0)
    put(folder / "geschichte" / "migrations" / "0001_x.py", ALONE.format(on=[("geschichte", "0000_vorher")]))
    put(folder / "geschichte" / "migrations" / "0000_vorher.py", ALONE.format(on=[]))
    plugin("bricht", BROKEN_TRANSACTION)
    plugin("nimmt", TAKES_A_COLUMN)
    plugin("baut_darauf", ALONE.format(on=[("bricht", "0001_x")]))
    plugin("zuletzt", ALONE.format(on=[("wacklig", "0001_initial")]))
    said = migrate(code=1)
    for name, why in (
        ("geschichte", "0001_x fails (InconsistentMigrationHistory: Migration geschichte.0001_x is applied before"),
        ("bricht", "0001_x fails (TransactionManagementError: "),
        ("nimmt", "0001_x fails (ChangesOthers: it changes what is not the plugin's: content_city)"),
        ("baut_darauf", "0001_x fails (NodeNotFoundError: "),
    ):
        assert f"The plugin {name} is left out: its migration {why}" in said
        assert f"manage.py migrate {name}\n" in said
    assert "Applying zuletzt.0001_x... OK" in said
    assert "Traceback" not in said
    with sqlite3.connect(tmp_path / "data" / "db.sqlite3") as database:
        database.execute("SELECT name FROM content_city")
