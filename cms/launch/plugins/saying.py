"""What verbs say, in words that are short."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cms.settings.env import ROOT

WORDS = {
    "pages": "pages",
    "parked": "of them put aside",
    "records": "records",
    "blocks": "blocks",
    "tables": "tables",
    "migrations": "migrations",
    "types": "content types",
    "notes": "notes about it",
}


def said(numbers: Mapping[str, int]) -> str:
    """E.g. “3 pages, 2 blocks”; “nothing” for none."""
    return ", ".join(f"{number} {WORDS[kind]}" for kind, number in numbers.items()) or "nothing"


def short(path: Path) -> str:
    """The path, from the root of the tree if it lies there."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
