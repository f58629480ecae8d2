"""What the site's templates ask for about feeds."""

from __future__ import annotations

from django import template

from cms.site.feeds.links import FeedLink

register = template.Library()


@register.filter
def calendars(links: list[FeedLink]) -> list[FeedLink]:
    """Those of the links that a visitor's calendar can take."""
    return [link for link in links if link.is_calendar]
