"""`GET /docs`: the description of the API, for people."""

from __future__ import annotations

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from ninja import NinjaAPI, Router

from cms.api import parameters
from cms.api.outline import Outline, outline
from cms.api.routes.openapi import openapi_document

POLICY = "default-src 'self'; object-src 'none'; base-uri 'self'"


def docs_router(api: NinjaAPI) -> Router:
    """The router of the page."""
    router = Router()

    @cache
    def described() -> Outline:
        with translation.override("en"):
            return outline(orjson.loads(openapi_document(api)))

    @router.get("", include_in_schema=False)
    def read_docs(request: HttpRequest) -> HttpResponse:
        """The page, without a request to anybody else."""
        parameters.refuse_unknown(request.GET, ())
        response = render(request, "api/docs.html", {"outline": described()})
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response

    return router
