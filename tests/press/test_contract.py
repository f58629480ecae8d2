"""The press plugin holds the contract."""

from __future__ import annotations

import pytest

from cms.extend.testing import conformance

press = pytest.importorskip("plugins.press.apps")

test_contract = conformance(press.PressConfig)
