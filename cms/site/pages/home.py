"""What a front page shows of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.publishing.reading.website import news_below
from cms.site import lists
from cms.site.choices import Choices, choices
from cms.site.items import Item, items_of
from cms.site.languages import in_language_or_default
from cms.site.page_context import PageContext
from cms.site.pages.city_programme_index import city_programmes

AHEAD = 9
REPORTS = 4
NEWS = 4


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """What is ahead, what was, what is new, and where."""

    ahead: lists.Ahead
    reports: list[Item]
    news: list[Item]
    cities: list[Choices]
    programmes: list[Item]


def home_view(page: Any, context: PageContext) -> HomeView:
    """The front page in its language, with what only the default language has where that has nothing."""
    now, section = context.now, context.navigation.section("news_index")
    return HomeView(
        ahead=in_language_or_default(
            context.language, lambda locale: lists.upcoming(locale=locale, now=now, limit=AHEAD)
        ),
        reports=in_language_or_default(
            context.language, lambda locale: lists.reported(locale=locale, now=now, limit=REPORTS)
        ),
        news=in_language_or_default(
            context.language, lambda locale: items_of(news_below(section, locale=locale)[:NEWS], now=now)
        ),
        cities=choices(type_name="event", locale=context.language, names=("city",)),
        programmes=city_programmes(context),
    )
