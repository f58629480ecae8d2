"""Every test reads words afresh."""

from __future__ import annotations

import pytest

from search.analysis import dates, gender, languages, months, vocabulary


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forgets what a test before has made the functions remember."""
    for module in (dates, gender, languages, months, vocabulary):
        for each in vars(module).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()
