"""The calendar plugin holds the contract."""

from __future__ import annotations

from cms.devkit.testing import conformance

test_contract = conformance("calendar")
