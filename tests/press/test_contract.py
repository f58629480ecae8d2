"""The press plugin holds the contract."""

from __future__ import annotations

from cms.devkit.testing import conformance
from tests.loaded import require

require("press")

test_contract = conformance("press")
