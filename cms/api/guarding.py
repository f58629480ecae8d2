"""Routes of plugins under guard: one that fails answers with a problem, and is paused when it fails again and again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.errors import HttpError, ValidationError
from wagtail.models import Site

from cms.api.problems import ApiError, problem, problem_response
from cms.extend import ApiRoute, PointFailed, activation_cache, guard, is_enabled
from cms.extend.guard import Guarded
from cms.extend.registry import name_of
from cms.publishing.reading.parameters import FilterError

log = logging.getLogger(__name__)

REFUSALS = (ApiError, FilterError, Http404, HttpError, PermissionDenied, SuspiciousOperation, ValidationError)
"""What a route raises on purpose: the asker's mistake, no failure."""
FAILED = "The part of this installation that answers here failed; the error is in our log. Ask again later."
PAUSED = "The part of this installation that answers here failed too often and is paused."
RETRY_AFTER = "600"
"""Seconds."""

View = Callable[..., Any]


@dataclass(frozen=True)
class Refused:
    """A refusal on its way through the guard."""

    error: Exception


def guarded(route: ApiRoute) -> Router:
    """A router with the addresses of the plugin's: 404 where it is disabled, 500 for each failure, 503 while an address is paused."""
    router = Router()
    router.add_decorator(lambda view: _guarded(route, view), mode="operation")
    router.add_router("", route.router)
    return router


def _guarded(route: ApiRoute, view: View) -> View:
    @wraps(view)
    def outcome(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except REFUSALS as error:
            return Refused(error)

    point = f"api_routes.{name_of(route)}.{view.__name__}"
    call = Guarded(route.plugin, point, outcome)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_enabled_for(route.plugin, request):
            raise Http404("Nothing public stands here.")
        try:
            result = call(request, *args, **kwargs)
        except PointFailed as failure:
            raise _failure(is_paused=failure.__cause__ is None) from failure
        if isinstance(result, Refused):
            raise result.error
        request.guarded = call  # type: ignore[attr-defined]
        return result

    return answer


def _failure(*, is_paused: bool) -> ApiError:
    return ApiError(503, PAUSED, headers={"Retry-After": RETRY_AFTER}) if is_paused else ApiError(500, FAILED)


def is_enabled_for(plugin: str, request: HttpRequest) -> bool:
    """Whether the plugin is enabled for the site that was asked."""
    if not any(decided == plugin for decided, _site in activation_cache.cached().decisions):
        # Its default holds everywhere: no need to ask the database which site this is.
        return is_enabled(plugin)
    site = Site.find_for_request(request)
    return is_enabled(plugin, site.pk if site else None)


def answer_for_plugin(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The problem where a plugin's result could not be turned into an answer; None for all that is not a plugin's."""
    call: Guarded | None = getattr(request, "guarded", None)
    if call is None or guard.is_strict():
        return None
    log.error("The plugin %s gave an answer that does not fit %s.", call.plugin, call.point, exc_info=error)
    guard.failed(call.plugin, call.point, repr(error))
    return problem_response(problem(request, 500, FAILED))
