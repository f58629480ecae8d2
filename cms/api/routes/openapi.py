"""`GET /openapi.json`: the description of the API, for machines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Router

from cms.api import parameters
from cms.api.answers import About, answer, etag_of, unchanged
from cms.api.guarding import is_enabled_for
from cms.extend import registry


def openapi_router(api_without: Callable[[frozenset[str]], NinjaAPI]) -> Router:
    """The router of the API's description, which leaves out the routes of plugins that are disabled for the site."""
    router = Router()

    @cache
    def described(disabled: frozenset[str]) -> bytes:
        with translation.override("en"):
            return openapi_document(api_without(disabled))

    @router.get("", include_in_schema=False)
    def read_openapi(request: HttpRequest) -> HttpResponse:
        parameters.refuse_unknown(request.GET, ())
        body = described(_disabled(request))
        about = About(etag=etag_of(body.decode()), keys=("api",), languages=("en",))
        return unchanged(request, about) or answer(body, about)

    return router


def _disabled(request: HttpRequest) -> frozenset[str]:
    return frozenset(route.plugin for route in registry().api_routes if not is_enabled_for(route.plugin, request))


def openapi_document(api: NinjaAPI) -> bytes:
    """The description as JSON."""
    document = {**api.get_openapi_schema(), "servers": [{"url": settings.BASE_URL}]}
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
