"""What blocks draw from the event on which they stand, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def lines_of(page: Any, relation: str) -> list[Any]:
    """The lines of the page in their order; none of a page that has no such lines."""
    lines = getattr(page, relation, None)
    return list(lines.all()) if lines is not None else []


def shown_around(context: Mapping[str, Any] | None, member: str) -> Any:
    """What the document says of the page that is shown around the block; None where none is shown, or it says nothing of it."""
    document = (context or {}).get("document")
    return document.get(member) if isinstance(document, Mapping) else None
