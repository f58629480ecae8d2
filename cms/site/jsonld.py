"""The structured data of a page, by its type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from cms.site.frame import Frame
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


def scripts(frame: Frame) -> SafeString:
    """One script element per description of the page."""
    return mark_safe("".join(json_script(data) for data in _descriptions(frame)))


def _descriptions(frame: Frame) -> Iterable[dict[str, Any]]:
    document = frame.document
    if frame.is_home:
        yield website(
            name=frame.site_name,
            url=frame.canonical,
            search_url=settings.BASE_URL + frame.search_path,
            language=frame.language,
        )
    elif document:
        if builder := BUILDERS.get(document["type"]):
            yield builder(document)
        way = [(link.title, settings.BASE_URL + link.path) for link in frame.way]
        yield breadcrumbs([*way, (frame.title, frame.canonical)])
