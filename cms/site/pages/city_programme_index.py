"""What the list of city programmes shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.content.sorting import sort_key
from cms.publishing.reading.entries import of_type
from cms.site.items import Item, items_of
from cms.site.languages import in_language_or_default
from cms.site.page_context import PageContext


@dataclass(frozen=True)
class CityProgrammeIndexView:
    """All city programmes, by city."""

    programmes: list[Item]


def city_programme_index_view(page: Any, context: PageContext) -> CityProgrammeIndexView:
    """The list as it is at the moment."""
    return CityProgrammeIndexView(city_programmes(context))


def city_programmes(context: PageContext) -> list[Item]:
    """All city programmes, by city."""
    items = in_language_or_default(
        context.language,
        lambda locale: items_of(of_type("city_programme", locale=locale), now=context.now),
    )
    return sorted(items, key=lambda item: sort_key((item.document["city"] or {}).get("title", "")))
