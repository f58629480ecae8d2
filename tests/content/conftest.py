"""The installation that the tests of content begin with."""

from __future__ import annotations

import pytest

from cms.content.models import HomePage
from cms.content.skeleton import ensure_skeleton


@pytest.fixture
def home(db: None) -> HomePage:
    """The front page of a new installation."""
    return ensure_skeleton("http://testserver")
