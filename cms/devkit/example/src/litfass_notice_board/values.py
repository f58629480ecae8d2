"""Values of further fields in documents."""

from __future__ import annotations

from cms.content.models import BasePage


def words(page: BasePage) -> int:
    """How many words the lead has."""
    return len(page.lead.split())
