"""The installation that the tests of content begin with."""

from __future__ import annotations

import pytest

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage


@pytest.fixture
def home(db: None) -> HomePage:
    """The front page of a new installation."""
    return ensure_initial_site("http://testserver")
