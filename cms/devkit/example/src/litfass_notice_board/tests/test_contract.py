"""Notice board holds the contract."""

from __future__ import annotations

from cms.devkit.testing import conformance

pytest_plugins = ["cms.devkit.testing.fixtures"]

test_contract = conformance("notice_board")
