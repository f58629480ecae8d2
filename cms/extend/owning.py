"""How much content a plugin owns, counted."""

from __future__ import annotations

from typing import Any

KINDS = ("pages", "parked", "records", "blocks")


def counted(owned: Any) -> dict[str, int]:
    """How many of each kind there are; kinds without any are left out."""
    numbers = {kind: count_of(getattr(owned, kind)) for kind in KINDS}
    return {kind: number for kind, number in numbers.items() if number}


def count_of(value: Any) -> int:
    """The number, or how many things the collection holds; of a mapping, the sum of its numbers."""
    if isinstance(value, int):
        return value
    return sum(value.values()) if hasattr(value, "values") else len(value)
