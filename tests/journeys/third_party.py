"""A plugin that somebody else wrote: built as a wheel, installed and uninstalled with pip, in a Python environment of its own.

The environment sees the packages of the one that runs the tests; only the plugin comes and goes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.journeys import installation as installations
from tests.journeys.installation import ROOT, Installation
from tests.migrated import migrated, of_template

PARTS = ("--page", "--block", "--api", "--facet")


@dataclass(frozen=True)
class Environment:
    """An installation's Python, data folder, port, and settings beside those."""

    folder: Path
    port: int
    settings: dict[str, str]

    @classmethod
    def made(cls, folder: Path, **settings: str) -> Environment:
        """A new one, whose database on SQLite is migrated if one is kept."""
        migrated(folder / "data")
        run(sys.executable, "-m", "venv", "--without-pip", str(folder / "python"))
        (packages,) = (folder / "python" / "lib").glob("python*/site-packages")
        (packages / "tests.pth").write_text(sysconfig.get_paths()["purelib"])
        return cls(folder, installations.free_port(), settings)

    @property
    def python(self) -> str:
        return str(self.folder / "python" / "bin" / "python")

    def pip(self, *arguments: str) -> None:
        """Installs or uninstalls."""
        run(sys.executable, "-m", "pip", "--python", self.python, *arguments)

    def manage(self, *arguments: str) -> str:
        """What a command of the installation prints."""
        return run(self.python, "manage.py", *arguments, **self._variables())

    def step(self, name: str, *arguments: str) -> Any:
        """What a step of `tests.journeys.rows` finds."""
        return json.loads(run(self.python, "-m", "tests.journeys.rows", name, *arguments, **self._variables()))

    def _variables(self) -> dict[str, str]:
        base = {"DATA": str(self.folder / "data"), "BASE_URL": f"http://127.0.0.1:{self.port}", "DATABASE_URL": ""}
        return {**base, "DJANGO_SETTINGS_MODULE": "cms.settings", **self.settings}

    @contextmanager
    def running(self) -> Iterator[Installation]:
        """The installation, served until the end of the block."""
        served = installations.start(self.folder, python=self.python, port=self.port, **self.settings)
        try:
            yield served
        finally:
            installations.stop(served.process)


def wheel(folder: Path) -> Path:
    """The wheel of a new plugin “atlas” with a page type, a block, an address and a facet."""
    run(sys.executable, "manage.py", "plugins", "new", "atlas", *PARTS, "--package", "--folder", str(folder))
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(folder / "litfass-atlas"),
    )
    (found,) = folder.glob("*.whl")
    return found


def run(*command: str, **variables: str) -> str:
    """What the command prints; fails with its last words."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@contextmanager
def own_database(address: str, name: str) -> Iterator[str]:
    """The address of a new database on the PostgreSQL server of the tests, migrated if one is kept; it is gone afterwards."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"{of_template(server)}')
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
