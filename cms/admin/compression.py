"""The desk's pages compressed: a form of an event is close to a megabyte of text that says much the same again and again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

TEXTS = ("text/", "application/json")


class DeskCompressionMiddleware(GZipMiddleware):
    """Django's, for pages of the desk alone: the site and the API see to theirs. Random bytes hide how well a page was compressed."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, compressed if it is a text and the browser can unpack it."""
        is_text = response.headers.get("Content-Type", "").startswith(TEXTS)
        if response.streaming or not is_text or not request.path_info.startswith(reverse("wagtailadmin_home")):
            return response
        return super().process_response(request, response)
