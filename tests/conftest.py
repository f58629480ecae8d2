"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytest_plugins = ["tests.selection"]

REQUIRED = set(filter(None, os.environ.get("LITFASS_REQUIRE", "").split(",")))


def required(engine: str) -> bool:
    """Whether this run must not skip what needs the engine."""
    return engine in REQUIRED


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[Path]:
    """The run's own data folder, removed at its end."""
    folder = Path(settings.ENV.data)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
