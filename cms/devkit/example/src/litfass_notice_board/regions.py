"""What stands on pages of the site beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def reading_time(document: Mapping[str, Any]) -> Mapping[str, int]:
    """How many words the lead has."""
    return {"words": len((document["lead"] or "").split())}
