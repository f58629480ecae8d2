"""For pytest while mutants run: each process begins with a copy of one migrated database, which takes no time.

Every mutant is a process of its own, so that migrating would take most of the run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

TEMPLATE = Path("migrated.sqlite3")


class OnACopy:
    """Takes the place of pytest-django's own way to make a database."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(cls, django_db_blocker: DjangoDbBlocker) -> None:
        """Migrates once, and copies that ever after."""
        from django.conf import settings
        from django.db import connection
        from django.test.utils import setup_databases

        from tests.migrated import found_site

        folder = Path(settings.ENV.data)
        folder.mkdir(exist_ok=True)
        with django_db_blocker.unblock():
            if not TEMPLATE.exists():
                setup_databases(verbosity=0, interactive=False)
                found_site()
                connection.close()
                shutil.copy(connection.settings_dict["NAME"], TEMPLATE)
            name = str(shutil.copy(TEMPLATE, folder / f"mutant-{os.getpid()}.sqlite3"))
            connection.close()
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def pytest_configure(config: pytest.Config) -> None:
    """Comes after pytest-django, so that its fixture is the one that is replaced; gives each process data of its own."""
    from django.conf import settings

    data = Path(tempfile.mkdtemp(prefix="litfass-test-"))
    settings.ENV = settings.ENV.model_copy(update={"data": data})
    settings.SEARCH_PATH = data / "search.sqlite3"
    config.pluginmanager.register(OnACopy())
