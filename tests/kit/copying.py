"""This tree once more, for what the documentation says to do with it."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
from pathlib import Path
from py_compile import PycInvalidationMode

from cms.settings.env import ROOT
from tests.migrated import migrated

TESTS = ("tests/__init__.py", "tests/settings.py")
"""Of the tests, what those of a plugin need."""
SKELETON = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from cms.content.initial_site import ensure_initial_site
ensure_initial_site("http://testserver")
"""
BEGINNING = '''"""Tests begin with a database that has been migrated already."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

KEPT = Path(__file__).parent / ".migrated" / "db.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether there is one."""
    if KEPT.exists():
        shutil.copy(KEPT, settings.DATABASES["default"]["TEST"]["NAME"])
    return KEPT.exists()
'''
UNWANTED = ("LITFASS_", "DJANGO_", "DATABASE_URL", "SEARCH_URL", "DATA", "PYTEST_")


def copied(folder: Path) -> Path:
    """The folder with what git knows of this tree, without its tests; those that are run there begin with a migrated database if one is kept."""
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and (not name.startswith("tests/") or name in TESTS):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    migrated(folder / ".migrated")
    (folder / "conftest.py").write_text(BEGINNING)
    # Every command would compile all of it. By its hash what is edited afterwards is known, also within a second.
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def found_site(folder: Path) -> None:
    """Gives the copy data of its own, and a site."""
    migrated(folder / "var")
    run(folder, f".venv/bin/python -c '{SKELETON}'", DJANGO_SETTINGS_MODULE="cms.settings")


def run(folder: Path, command: str, **further: str) -> str:
    """What the command said; fails with it if it failed, unless its comment promises that."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)},
        "BASE_URL": "http://testserver",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folder.parent),
        **further,
    }
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == (1 if "# ends with 1" in command else 0), (
        f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    )
    return done.stdout
