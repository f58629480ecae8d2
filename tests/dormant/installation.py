"""Runs steps in an installation of its own, on the database engine of this test run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from tests.migrated import migrated, of_template, on_server
from tests.prepared import run_prepared

WITHOUT = "press"


@dataclass(frozen=True)
class Installation:
    """Data of an installation, the address of its database, and a folder with plugins of its own."""

    data: Path
    database: str = ""
    plugins: str = ""

    def step(self, name: str, *, without: str = "", given: str = "") -> Any:
        """What the step prints; `without` names plugins that are away."""
        environment = {
            **os.environ,
            "DATA": str(self.data),
            "DATABASE_URL": self.database,
            "SEARCH_URL": "",
            "LITFASS_PLUGINS_SKIP": without,
            "LITFASS_PLUGINS_PATH": self.plugins,
            "DJANGO_SETTINGS_MODULE": "tests.uncollected",
            "BASE_URL": "http://testserver",
            "SECRET_KEY": "only-for-tests",
        }
        run = run_prepared(
            ["-m", "tests.dormant.steps", name], environment, given, Path(self.plugins) if self.plugins else None
        )
        assert run.returncode == 0, run.stderr[-4000:]
        return json.loads(run.stdout.splitlines()[-1])

    def visit(self, *paths: str, without: str = "") -> dict[str, Any]:
        """How these addresses answer."""
        answers: dict[str, Any] = self.step("visits", without=without, given=json.dumps(paths))
        return answers

    def run(self, code: str, *, without: str = "") -> Any:
        """What the code leaves in `result`."""
        return self.step("run", without=without, given=code)


@contextmanager
def installed(data: Path, *, like: Installation | None = None, plugins: str = "") -> Iterator[Installation]:
    """An installation without anything in it, or with what is in another one; on PostgreSQL in a database of its own."""
    if like:
        shutil.copytree(like.data, data, dirs_exist_ok=True)
    elif connection.vendor == "sqlite":
        migrated(data)
    if connection.vendor != "postgresql":
        yield Installation(data, plugins=plugins)
        return
    name, at = f"parked_{uuid4().hex[:12]}", connection.settings_dict
    address = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    with on_server() as server:
        template = f' TEMPLATE "{like.database.rpartition("/")[2]}"' if like else of_template(server)
        server.execute(f'CREATE DATABASE "{name}"{template}')
        try:
            yield Installation(data, address, plugins)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
