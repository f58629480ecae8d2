"""Errors as RFC 9457 has them: what happened, to what, and what is allowed instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from cms.public.api_address import address
from cms.publishing.reading.parameters import FilterError

MEDIA_TYPE = "application/problem+json"

KINDS = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    410: "gone",
    412: "precondition-failed",
    500: "internal-error",
    503: "not-ready",
}
"""Kinds of problems by status; each has its part in the list at `/problems`."""

MEANINGS = {
    "bad-request": "A parameter is unknown or its value cannot be understood; `errors` names it and says what is allowed.",
    "not-found": "Nothing public stands there, and nothing ever did.",
    "method-not-allowed": "The address can be read with GET and HEAD only.",
    "gone": (
        "Something public stood there and was withdrawn; `reason` says why, `at` when. Forget your copy. "
        "Of `/changes`: a backup was restored, which does not hold what your cursor has seen; begin without `since`."
    ),
    "precondition-failed": "What you ask for is no longer as your condition says.",
    "internal-error": "We made a mistake; it is in our log. Ask again later.",
    "not-ready": "The answer is not ready yet; ask again after the seconds in `Retry-After`.",
}


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    parameter: str
    code: str = Field(description="Stable identifier of the mistake.", examples=["unknown_parameter"])
    detail: str
    allowed: list[str] = Field(description="What is allowed instead, where that can be listed.")


class Problem(BaseModel):
    """A problem (RFC 9457)."""

    type: str = Field(description="Address of the explanation of this kind of problem.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    errors: list[ParameterError] = Field(default=[], description="The parameters that are wrong.")


class ApiError(Exception):
    """Ends a request with a problem; `more` are further members of it, `headers` go with the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.more, self.headers = dict(more or {}), dict(headers or {})


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    errors: Iterable[ParameterError] = (),
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The problem as JSON-ready members; `more` are further ones, none of which hides its own."""
    kind = KINDS.get(status)
    known = Problem(
        type=f"{address('problems')}#{kind}" if kind else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.path,
        errors=list(errors),
    )
    return dict(more or {}) | known.model_dump(exclude=None if known.errors else {"errors"})


def refusal(request: HttpRequest, error: FilterError) -> HttpResponse:
    """The answer to a bad parameter."""
    wrong = ParameterError(parameter=error.parameter, code=error.code, detail=error.detail, allowed=list(error.allowed))
    return problem_response(problem(request, 400, error.detail, errors=[wrong]))


def problem_response(members: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer that carries a problem; nobody keeps it."""
    response = HttpResponse(headers=dict(headers or {}))
    write_problem(response, members)
    return response


def write_problem(response: HttpResponse, members: Mapping[str, Any]) -> None:
    """Turns an answer into one that carries the problem; its other headers stay."""
    response.status_code = members["status"]
    response.content = orjson.dumps(dict(members))
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Cache-Control"] = "no-store"
