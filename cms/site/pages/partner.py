"""What the page of a partner shows of its events and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cms.site import lists
from cms.site.items import items_of
from cms.site.lists import Split
from cms.site.members import Member, member_of
from cms.site.page_context import PageContext

EVENTS = 8


@dataclass(frozen=True)
class PartnerView:
    """The partner's events on both sides of now, its people with their roles there, and how search is asked for all its events."""

    events: Split
    people: list[Member]
    more_query: str


def partner_view(page: Any, context: PageContext) -> PartnerView:
    """The partner at the moment."""
    events = lists.events_with_partner(page.slug, locale=context.language)
    ids = {context.document["id"], *(each["id"] for each in context.document["translations"])}
    people = items_of(lists.people_of_partner(page), now=context.now)
    return PartnerView(
        events=lists.split(events, now=context.now, limit=EVENTS),
        people=[member_of(item, ids) for item in people],
        more_query=urlencode({"partner": page.slug}),
    )
