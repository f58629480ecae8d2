"""Full holds the contract."""

from __future__ import annotations

from cms.extend.testing import conformance

pytest_plugins = ["cms.extend.testing.fixtures"]

test_contract = conformance("full")
