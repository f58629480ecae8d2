"""The way to a page as schema.org knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def breadcrumbs(way: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The list of (title, address), from the front page to the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": address}
            for position, (title, address) in enumerate(way, start=1)
        ],
    }
