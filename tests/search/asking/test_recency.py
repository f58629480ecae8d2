"""What is near in time is preferred a little, and what is far is not lost."""

from __future__ import annotations

import pytest

from search.recency import DAY, GAIN, HALF_LIFE_DAYS, freshness


def test_the_present_gains_most_and_the_past_nothing() -> None:
    assert freshness(0) == 1 + GAIN
    assert freshness(HALF_LIFE_DAYS * DAY) == pytest.approx(1 + GAIN / 2)
    assert freshness(1e12) == pytest.approx(1)


def test_before_and_after_count_alike() -> None:
    assert freshness(-86_400) == freshness(86_400)
