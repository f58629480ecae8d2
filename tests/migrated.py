"""One migrated database that all others begin with, since migrating takes a quarter of a minute each time."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from pytest_django.plugin import DjangoDbBlocker

from cms.content.initial_site import ensure_initial_site
from cms.publishing.rebuilding import rebuild
from cms.settings.env import ROOT

FOLDER = ROOT / ".pytest_cache" / "migrated"
KEPT = 7 * 24 * 3600
"""Seconds for which one is kept that no run has made anew, since its migrations have changed."""
LASTING = tuple(map(str, (ROOT / "blocks", ROOT / "cms", ROOT / "plugins", ROOT / "search", sys.prefix)))
"""Where apps lie that are the same in each run; the plugins of a test are migrated on top of them."""


@cache
def template() -> Path:
    """Where it is kept from run to run, under a name that changes with the migrations."""
    digest = sha256()
    for config in apps.get_app_configs():
        if config.path.startswith(LASTING):
            for path in sorted(Path(config.path, "migrations").glob("*.py")):
                digest.update(f"{config.label} {path.name}".encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether pytest-django finds a database to begin with, which it then migrates on."""
    if connection.vendor == "sqlite" and template().exists():
        shutil.copy(template(), str(settings.DATABASES["default"]["TEST"]["NAME"]))
        return True
    return connection.vendor == "postgresql" and _copied_on_server()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keeps the database as it was migrated for those who come later, and begins with the site that most tests ask for."""
    with django_db_blocker.unblock():
        if not connection.introspection.table_names():
            return  # None was made, since no test of this run asks for it: those left start processes with databases of their own.
        if connection.vendor == "sqlite":
            _keep()
        elif connection.vendor == "postgresql":
            _keep_on_server()
        found_site()


@pytest.fixture(scope="session")
def rebuilt(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[type[Model], list[Model]]:
    """What the ledger holds of a new site: to rebuild it takes as long as most tests that begin with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        ensure_initial_site("http://testserver", locale="de")
        rebuild()
        rows = {model: list(model._base_manager.all()) for model in apps.get_app_config("publishing").get_models()}
        transaction.set_rollback(True)
    return rows


def found_site() -> None:
    """Makes the site, of which nobody is told."""
    with transaction.atomic():
        ensure_initial_site("http://testserver", locale="de")
        connection.run_on_commit.clear()


def _keep() -> None:
    if template().exists() or not all(config.path.startswith(LASTING) for config in apps.get_app_configs()):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    begun = template().with_suffix(f".{Path(settings.ENV.data).name}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(begun)])
    begun.replace(template())
    for path in FOLDER.iterdir():
        if path.stat().st_mtime < time.time() - KEPT:
            path.unlink(missing_ok=True)


def _keep_on_server() -> None:
    """A copy of this process's database, for as long as the server of the tests runs."""
    with on_server() as server:
        if not of_template(server):
            connection.close()
            # Two processes may come at once: the later one has nothing to do.
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                server.execute(f'CREATE DATABASE "{template().stem}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def _copied_on_server() -> bool:
    """Whether this process has a copy of what is kept there."""
    with on_server() as server:
        if kept := of_template(server):
            server.execute(f'CREATE DATABASE "{connection.creation._get_test_db_name()}"{kept}')
        return bool(kept)


@contextmanager
def on_server() -> Iterator[psycopg.Connection]:
    """A connection to PostgreSQL that can make and drop databases."""
    at = connection.settings_dict
    address = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/postgres"
    with psycopg.connect(address, autocommit=True) as server:
        yield server


def of_template(server: psycopg.Connection) -> str:
    """What makes a new database begin as a migrated one; empty while there is none."""
    known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template().stem]).fetchone()
    return f' TEMPLATE "{template().stem}"' if known else ""


def migrated(folder: Path) -> Path:
    """The folder, in which an installation on SQLite begins with it if it has been kept; otherwise it migrates itself."""
    folder.mkdir(parents=True, exist_ok=True)
    if template().exists():
        shutil.copy(template(), folder / "db.sqlite3")
    return folder
