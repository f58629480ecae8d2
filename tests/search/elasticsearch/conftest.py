"""The engine on a real node, under a prefix of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from tests.search.elastic import real_elasticsearch

pytestmark = pytest.mark.elastic


@pytest.fixture
def server() -> Iterator[ElasticsearchEngine]:
    """An engine without an index."""
    engine = real_elasticsearch()
    assert isinstance(engine, ElasticsearchEngine)
    yield engine
    engine.clear()
