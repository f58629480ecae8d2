"""The delivery API put together: the lists of all types, what is asked across them, and what plugins add."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

import cms
from cms.api.guarding import answer_for_plugin, guarded
from cms.api.openapi_document import Description
from cms.api.problems import ApiError, ParameterError, problem, problem_response, refusal
from cms.api.routes import lookup, problems, root
from cms.api.routes.changes import changes_router
from cms.api.routes.docs import docs_router
from cms.api.routes.items import add_item
from cms.api.routes.lists import add_list
from cms.api.routes.openapi import openapi_router
from cms.api.routes.search import search_router
from cms.api.types import listed_types
from cms.extend import registry
from cms.publishing.reading.parameters import FilterError

DESCRIPTION = """\
What the network publishes, for partner websites. Reading needs no key.

Every document is complete; `fields` narrows it, `include` adds what it refers to. Lists go on by `next`; `/changes` keeps a copy
up to date. Answers carry an `ETag`: ask with `If-None-Match` and get 304 while nothing has changed. Errors are RFC 9457 problems.
"""


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    if (answer := answer_for_plugin(request, error)) is not None:
        return answer
    raise error


def _api_error(request: HttpRequest, error: ApiError) -> HttpResponse:
    return problem_response(problem(request, error.status, error.detail, withdrawn=error.withdrawn), error.headers)


def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem_response(problem(request, 404, str(error) or "Nothing public stands here."))


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(problem(request, error.status_code, error.message))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Ninja's own refusal of a typed parameter, as in the routes of plugins."""
    errors = [
        ParameterError(
            parameter=".".join(map(str, each["loc"][1:])) or str(each["loc"][0]),
            code=each["type"],
            detail=each["msg"],
            allowed=[],
        )
        for each in error.errors
    ]
    detail = "; ".join(f"{each.parameter}: {each.detail}" for each in errors)
    return problem_response(problem(request, 400, detail, errors=errors))


HANDLERS: dict[type[Exception], Any] = {
    Exception: _unforeseen,
    FilterError: refusal,
    ApiError: _api_error,
    Http404: _not_found,
    HttpError: _http_error,
    ValidationError: _invalid,
}


class DeliveryAPI(NinjaAPI):
    """Ninja's API with our own description and errors."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Description:
        """The description of the API (OpenAPI 3.1); its paths begin where its server stands."""
        return Description(self, path_prefix or "")

    def set_default_exception_handlers(self) -> None:
        """Errors become problems; what nobody foresaw is left to Django, which logs it."""
        for error, handler in HANDLERS.items():
            self.add_exception_handler(error, handler)


def delivery_api(without: Collection[str] = ()) -> DeliveryAPI:
    """The API of this installation, without the routes of the plugins with these slugs."""
    api = DeliveryAPI(
        title="Litfass delivery API",
        version=cms.__version__,
        description=DESCRIPTION,
        urls_namespace="delivery",
        openapi_url=None,
        docs_url=None,
    )
    for prefix, router in (
        ("", root.router),
        ("", _lists()),
        ("/lookup", lookup.router),
        ("/changes", changes_router()),
        ("/search", search_router()),
        ("/problems", problems.router),
        ("/openapi.json", openapi_router(delivery_api)),
        ("/docs", docs_router(delivery_api)),
    ):
        api.add_router(prefix, router, tags=[prefix.strip("/")] if prefix else None)
    for route in registry().api_routes:
        if route.plugin not in without:
            api.add_router(route.prefix, guarded(route), tags=list(route.tags) or None)
    return api


def _lists() -> Router:
    router = Router()
    for public in listed_types().values():
        add_list(router, public)
        add_item(router, public)
    return router
