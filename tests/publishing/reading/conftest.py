from __future__ import annotations

import pytest

from tests.publishing.reading.rows import Rows


@pytest.fixture
def ledger(db: None) -> Rows:
    """A ledger without content behind it."""
    return Rows()
