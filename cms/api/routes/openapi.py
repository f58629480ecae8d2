"""`GET /openapi.json`: the description of the API, for machines."""

from __future__ import annotations

from functools import cache

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Router

from cms.api import parameters
from cms.api.answers import About, answer, etag_of, unchanged


def openapi_router(api: NinjaAPI) -> Router:
    """The router of the API's description."""
    router = Router()

    @cache
    def described() -> bytes:
        with translation.override("en"):
            return openapi_document(api)

    @router.get("", include_in_schema=False)
    def read_openapi(request: HttpRequest) -> HttpResponse:
        parameters.refuse_unknown(request.GET, ())
        body = described()
        about = About(etag=etag_of(body.decode()), keys=("api",), languages=("en",))
        return unchanged(request, about) or answer(body, about)

    return router


def openapi_document(api: NinjaAPI) -> bytes:
    """The description as JSON."""
    document = {**api.get_openapi_schema(), "servers": [{"url": settings.BASE_URL}]}
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
