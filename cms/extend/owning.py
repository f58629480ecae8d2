"""How much content a plugin owns, counted."""

from __future__ import annotations

from typing import Any

KINDS = ("pages", "parked", "records", "blocks")


def counted(owned: Any) -> dict[str, int]:
    """How many of each kind there are; kinds without any are left out."""
    return {kind: number for kind in KINDS if (number := getattr(owned, kind))}
