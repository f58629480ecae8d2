"""What the page of a piece of news shows of the events that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.site import lists
from cms.site.items import Item
from cms.site.page_context import PageContext


@dataclass(frozen=True)
class NewsView:
    """The events that the document names, with their dates."""

    events: list[Item]


def news_view(page: Any, context: PageContext) -> NewsView:
    """The news at the moment."""
    return NewsView(list(lists.named(context.document["events"], now=context.now).values()))
