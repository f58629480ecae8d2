"""`GET /openapi.json`: the description of the API, for machines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Router

from cms.api.guarding import is_enabled_for
from cms.extend import registry
from cms.public.api_address import address
from cms.publishing.reading.conditional import ResponseMeta, etag_of, not_modified, respond
from cms.publishing.reading.parameters import refuse_unknown

ApiWithout = Callable[[frozenset[str]], NinjaAPI]
"""Makes the API without the routes of the plugins with these slugs."""


def openapi_router(api_without: ApiWithout) -> Router:
    """The router of the API's description."""
    router = Router()

    @router.get("", include_in_schema=False)
    def read_openapi(request: HttpRequest) -> HttpResponse:
        refuse_unknown(request.GET, ())
        body = description(api_without, request)
        meta = ResponseMeta(etag=etag_of(body.decode()), keys=("api",), languages=("en",))
        return not_modified(request, meta) or respond(body, meta)

    return router


def description(api_without: ApiWithout, request: HttpRequest) -> bytes:
    """The description that the request's site serves: without the routes of plugins that are disabled for it."""
    disabled = (route.plugin for route in registry().api_routes if not is_enabled_for(route.plugin, request))
    return _described(api_without, frozenset(disabled))


@cache
def _described(api_without: ApiWithout, disabled: frozenset[str]) -> bytes:
    with translation.override("en"):
        return openapi_document(api_without(disabled))


def openapi_document(api: NinjaAPI) -> bytes:
    """The description as JSON."""
    document = {**api.get_openapi_schema(), "servers": [{"url": address().rstrip("/")}]}
    return orjson.dumps(document, option=orjson.OPT_NON_STR_KEYS)
