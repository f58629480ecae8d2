"""What the site's templates ask for about feeds."""

from __future__ import annotations

from django import template
from django.template.context import Context

from cms.site.feeds.links import FeedLink, feed_links
from cms.site.frame import Frame
from cms.site.search_page import SearchView

register = template.Library()


@register.simple_tag(takes_context=True)
def feeds(context: Context, frame: Frame) -> list[FeedLink]:
    """The feeds of what the page lists."""
    search: SearchView | None = context.get("search")
    return feed_links(context["request"], frame, search)


@register.filter
def calendars(links: list[FeedLink]) -> list[FeedLink]:
    """Those of the links that a visitor's calendar can take."""
    return [link for link in links if link.is_calendar]
