"""`GET /docs`: the description of the API, for people."""

from __future__ import annotations

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import Router

from cms.api.outline import Outline, outline
from cms.api.routes.openapi import ApiWithout, description
from cms.publishing.reading.parameters import refuse_unknown

POLICY = "default-src 'self'; object-src 'none'; base-uri 'self'"


def docs_router(api_without: ApiWithout) -> Router:
    """The router of the page."""
    router = Router()

    @router.get("", include_in_schema=False)
    def read_docs(request: HttpRequest) -> HttpResponse:
        """The page, without a request to anybody else."""
        refuse_unknown(request.GET, ())
        response = render(request, "api/docs.html", {"outline": _outlined(description(api_without, request))})
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response

    return router


@cache
def _outlined(document: bytes) -> Outline:
    return outline(orjson.loads(document))
