"""Runs parts of an installation in processes of their own, with the plugins of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from cms.settings.env import ROOT
from tests.prepared import run_prepared

FIXTURES = ROOT / "tests" / "fixture_plugins"


def python(
    arguments: Sequence[str],
    *,
    data: Path,
    path: Path | None = FIXTURES,
    skip: str = "bad_models",
    settings: str = "cms.settings",
    strict: bool = False,
) -> subprocess.CompletedProcess[str]:
    """What Python said to these arguments, with data and plugins of its own."""
    environment = _environment(data, path, skip, settings) | ({"LITFASS_PLUGINS_STRICT": "1"} if strict else {})
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def prepared(
    arguments: Sequence[str], *, data: Path, path: Path | None = FIXTURES, skip: str = ""
) -> subprocess.CompletedProcess[str]:
    """The same, started once for all that have these data and plugins, which nobody changes meanwhile."""
    return run_prepared(arguments, _environment(data, path, skip, "cms.settings"))


def _environment(data: Path, path: Path | None, skip: str, settings: str) -> dict[str, str]:
    unwanted = {"DATABASE_URL", "SEARCH_URL", "LITFASS_PLUGINS_STRICT"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {
        **kept,
        "DATA": str(data),
        "DJANGO_SETTINGS_MODULE": settings,
        "BASE_URL": "http://testserver",
        "SECRET_KEY": "only-for-tests",
        "LITFASS_PLUGINS_PATH": str(path or ""),
        "LITFASS_PLUGINS_SKIP": skip,
    }
