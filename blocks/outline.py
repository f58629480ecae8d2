"""The outline of a text: its headings begin with level 2 and skip none on the way down."""

from __future__ import annotations

from collections.abc import Iterable

FIRST_LEVEL = 2


def deepest_allowed(levels: Iterable[int]) -> list[int]:
    """For each heading, the deepest level that may stand there."""
    allowed, next_allowed = [], FIRST_LEVEL
    for level in levels:
        allowed.append(next_allowed)
        next_allowed = level + 1
    return allowed
