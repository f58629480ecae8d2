"""Whether a thing is public, and if not, why."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from cms.extend import Record, registry
from cms.publishing.models import Reason


def why_hidden(thing: Any) -> Reason | None:
    """The reason why the thing is not public; None if it is."""
    if isinstance(thing, Page):
        return _why_page_hidden(thing)
    public = registry().type_of(type(thing))
    if public is None or (isinstance(public, Record) and not public.is_public(thing)):
        return Reason.RESTRICTED
    return None


def _why_page_hidden(page: Page) -> Reason | None:
    if not page.live:
        return Reason.EXPIRED if page.expired else Reason.UNPUBLISHED
    if page.get_view_restrictions().exists():
        return Reason.RESTRICTED
    if page.get_url_parts() is None:
        return Reason.MOVED_OUT
    return None
