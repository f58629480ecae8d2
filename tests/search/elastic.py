"""The node of Elasticsearch that a run of the tests may use."""

from __future__ import annotations

import os
import secrets

import pytest

from search.engines.base import Engine
from tests.conftest import required


def real_elasticsearch() -> Engine:
    """An engine on the node that SEARCH_TEST_URL names, under a prefix of its own; the test is skipped without one."""
    from search.engines.elasticsearch import ElasticsearchEngine

    url = os.environ.get("SEARCH_TEST_URL", "")
    if not url and required("elasticsearch"):
        pytest.fail("LITFASS_REQUIRE names elasticsearch, but SEARCH_TEST_URL names no node.")
    if not url:
        pytest.skip("SEARCH_TEST_URL names no Elasticsearch")
    return ElasticsearchEngine(url, prefix=f"test-{secrets.token_hex(4)}")
