"""Finds the page at an address through the ledger: in two questions where Wagtail asks some for each part of the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.content.models.base import BasePage
from cms.extend import registry
from cms.public.restrictions import with_restrictions
from cms.publishing.reading.items import page_entry
from cms.site.documents import remember_document


class LedgerRoutingMiddleware:
    """Tells Wagtail which page it is to serve, where the ledger knows one that is out at the very address; Wagtail looks for all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Never answers itself."""
        if view is not serve or not _all_route_alike():
            return
        try:
            if found := _route(request):
                # Where Wagtail itself keeps what it has found.
                request._wagtail_route_for_request = found  # type: ignore[attr-defined]  # noqa: SLF001
        except (DatabaseError, InterfaceError, Http404):
            return  # The view meets the same, and what stands around it knows what to say.


def _route(request: HttpRequest) -> RouteResult | None:
    site = Site.find_for_request(request)
    entry = page_entry(request.path, site=site.pk) if site else None
    public = registry().public_types.get(entry.type) if entry else None
    if entry is None or public is None or not issubclass(public.model, Page):
        return None
    pages = with_restrictions(public.model._default_manager.filter(pk=entry.object_pk).select_related("locale"))
    page = next(iter(pages), None)
    # Whether it is out and where it stands says the page itself, should it have changed meanwhile.
    if page is None or page.get_url_parts() is None or page.get_url_parts()[2] != request.path:
        return None
    remember_document(page, entry.id, entry.document)
    return page.route(request, [])


@cache
def _all_route_alike() -> bool:
    """Whether no type of page has ways of its own to what is below it."""
    return all(model.route in (Page.route, BasePage.route) for model in get_page_models())
