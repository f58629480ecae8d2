"""The archive search over published pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import service
from tests.publishing.conftest import event, halle, home, parents, partner, programme, publish

__all__ = ["event", "halle", "home", "index", "parents", "partner", "programme", "publish"]


@pytest.fixture
def index(tmp_path: Path, settings: Any) -> Iterator[None]:
    """An index of the test's own, in the embedded engine."""
    settings.SEARCH_PATH = tmp_path / "search.sqlite3"
    settings.SEARCH_URL = ""
    service.embedded.cache_clear()
    service.engine.cache_clear()
    yield
    service.embedded().clear()
    service.embedded.cache_clear()
    service.engine.cache_clear()
