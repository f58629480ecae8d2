"""The archive search over published pages."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import service
from search.engines.base import Engine
from tests.publishing.conftest import event, halle, home, parents, partner, programme, publish
from tests.search.elastic import real_elasticsearch

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


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def chosen(request: pytest.FixtureRequest, index: None, settings: Any) -> Iterator[Engine]:
    """The engine that the settings choose, without an index."""
    if request.param == "elasticsearch":
        real_elasticsearch()
        settings.SEARCH_URL = os.environ["SEARCH_TEST_URL"]
        settings.SEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
        service.engine.cache_clear()
    yield service.engine()
    service.engine().clear()
