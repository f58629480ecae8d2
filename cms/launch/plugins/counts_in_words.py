"""How many things of which kinds, in words."""

from __future__ import annotations

from collections.abc import Mapping

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


def counts_in_words(numbers: Mapping[str, int]) -> str:
    """E.g. “3 pages, 2 blocks”; “nothing” for none."""
    return ", ".join(f"{number} {WORDS[kind]}" for kind, number in numbers.items()) or "nothing"
