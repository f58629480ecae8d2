"""The archive search over published pages."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import indexing, service
from search.engines.base import Engine
from search.query import SearchQuery
from search.standing import compare
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


def found(text: str) -> int:
    """How many things a search finds."""
    return service.search(SearchQuery(text=text, now=timezone.now())).total


def status() -> str:
    """What `search status` says."""
    out = StringIO()
    call_command("search", "status", stdout=out)
    return out.getvalue()


def is_well(engine: Engine) -> bool:
    """Whether it has all that is public."""
    standing = compare(engine)
    return not standing.fault and not standing.behind and standing.status.documents == indexing.count()
