"""The structured data of a page, by its type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from cms.site.page_context import PageContext
from cms.site.structured.breadcrumbs import breadcrumbs
from cms.site.structured.event import event
from cms.site.structured.news import news
from cms.site.structured.organisation import organisation
from cms.site.structured.script import json_script
from cms.site.structured.website import website

BUILDERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "event": event,
    "news": news,
    "partner": organisation,
}


def scripts(page: PageContext) -> SafeString:
    """One script element per description of the page."""
    return mark_safe("".join(json_script(data) for data in _descriptions(page)))


def _descriptions(page: PageContext) -> Iterable[dict[str, Any]]:
    document = page.document
    if page.is_home:
        yield website(
            name=page.site_name,
            url=page.canonical,
            search_url=settings.BASE_URL + page.search_path,
            language=page.language,
        )
    elif document:
        if builder := BUILDERS.get(document["type"]):
            yield builder(document)
        way = [(link.title, settings.BASE_URL + link.path) for link in page.breadcrumbs]
        yield breadcrumbs([*way, (page.title, page.canonical)])
