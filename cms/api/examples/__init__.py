"""Examples from the golden archive, one file per type."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def example_of(type_name: str) -> dict[str, Any] | None:
    """A real document of the type; None if there is none in the golden archive."""
    path = FOLDER / f"{type_name}.json"
    example: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.exists() else None
    return example
