"""Further text for the search."""

from __future__ import annotations

from cms.content.models import BasePage


def description(page: BasePage) -> str:
    """What the page says of itself to search engines."""
    return str(page.search_description)
