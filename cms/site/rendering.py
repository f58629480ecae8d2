"""What templates of the site are given: the one place where a page, its type's view model and the request meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from cms.content import models
from cms.extend import PageType, registry
from cms.site.feeds.links import feed_links
from cms.site.page_context import PageContext, page_context_of
from cms.site.pages.city_programme import city_programme_view
from cms.site.pages.city_programme_index import city_programme_index_view
from cms.site.pages.event import event_view
from cms.site.pages.home import home_view
from cms.site.pages.indexes import index_view
from cms.site.pages.news import news_view
from cms.site.pages.partner import partner_view

VIEWS: Mapping[type[Page], Callable[[Any, PageContext], Any]] = {
    models.HomePage: home_view,
    models.EventIndexPage: index_view,
    models.EventPage: event_view,
    models.PartnerIndexPage: index_view,
    models.PartnerPage: partner_view,
    models.CityProgrammeIndexPage: city_programme_index_view,
    models.CityProgrammePage: city_programme_view,
    models.NewsIndexPage: index_view,
    models.NewsPage: news_view,
}
"""The view model of each page type; those of plugins stand in their `PageType`, and a type without one shows its document alone."""


def page_template_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the template of the page gets beside the page itself."""
    context = page_context_of(request, page)
    return {
        "page_context": context,
        "document": context.document,
        "view": view_of(page, context),
        "feed_links": feed_links(request, context),
    }


def view_of(page: Page, context: PageContext) -> Any:
    """The view model of the page; None where its type has none, or its plugin fails to give one."""
    if view := VIEWS.get(type(page)):
        return view(page, context)
    public = registry().type_of(type(page))
    return public.view(page, context) if isinstance(public, PageType) else None


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what every template may use, also of pages that are no content; asked for only when it is used."""
    return {"page_context": SimpleLazyObject(partial(page_context_of, request, None))}
