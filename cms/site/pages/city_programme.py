"""What the page of a city programme shows of its events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cms.site import lists
from cms.site.lists import Split
from cms.site.page_context import PageContext

EVENTS = 8


@dataclass(frozen=True)
class CityProgrammeView:
    """The programme's events on both sides of now, and how search is asked for all of them."""

    events: Split
    more_query: str


def city_programme_view(page: Any, context: PageContext) -> CityProgrammeView:
    """The programme at the moment."""
    events = lists.split(lists.events_of_city_programme(page, locale=context.language), now=context.now, limit=EVENTS)
    return CityProgrammeView(events, more_query=_query(context) if events.more else "")


def _query(context: PageContext) -> str:
    titles = {name: (context.document[name] or {}).get("title", "") for name in ("programme", "city")}
    return urlencode({name: context.facets.get(name, {}).get(title, "") for name, title in titles.items()})
