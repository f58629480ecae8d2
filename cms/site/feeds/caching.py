"""Feeds for shared caches."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.site.feeds.request import PREFIX


class FeedCachingMiddleware:
    """Takes back what other middlewares say of every answer: a feed depends on its address alone, and scripts of every site may read it.

    Stands before all others, so that it sees what they do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; what is no feed is left alone."""
        response = self.get_response(request)
        if request.path_info.startswith(PREFIX):
            response.headers.pop("Vary", None)
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response
