"""A gentle preference for what is near in time, the same in every engine."""

from __future__ import annotations

GAIN = 0.05
"""What the present day gains over the distant past, as a share of the score."""
HALF_LIFE_DAYS = 1095
DAY = 86_400


def freshness(seconds: float) -> float:
    """The factor on the score of something that many seconds before or after now."""
    return float(1 + GAIN * 0.5 ** (abs(seconds) / DAY / HALF_LIFE_DAYS))
