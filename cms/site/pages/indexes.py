"""What lists with an address for each of their parts show."""

from __future__ import annotations

from typing import Any

from cms.site.page_context import PageContext


def index_view(page: Any, context: PageContext) -> Any:
    """The part of the list that the address means; raises `Http404` for one that there is not."""
    return context.listing.shown if context.listing else None
