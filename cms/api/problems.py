"""Errors as RFC 9457 has them: what happened, to what, and what is allowed instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from cms.api.tombstone import Tombstone
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
        "Something public stood there and was withdrawn; its tombstone in `withdrawn` says why and when. Forget your copy. "
        "Of `/changes`: a backup was restored, which does not hold what your cursor has seen; begin without `since`."
    ),
    "precondition-failed": "What you ask for is no longer as your condition says.",
    "internal-error": "We made a mistake; it is in our log. Ask again later.",
    "not-ready": "The answer is not ready yet; ask again after the seconds in `Retry-After`.",
}


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description="Which one, as it was written in the request.")
    code: str = Field(description="Stable identifier of the mistake.", examples=["unknown_parameter"])
    detail: str = Field(description="The mistake in words, for people.")
    allowed: list[str] = Field(description="What is allowed instead; empty where that cannot be listed.")


class Problem(BaseModel):
    """A problem (RFC 9457)."""

    type: str = Field(description="Address of the explanation of this kind of problem.")
    title: str = Field(description="The kind in words, the same for all problems of it.")
    status: int = Field(description="The status of the answer, as in its first line.")
    detail: str = Field(description="What went wrong this time, in words, for people.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[ParameterError] = Field(
        default=[], description="The parameters that are wrong; left out where none is."
    )
    withdrawn: Tombstone | None = Field(default=None, description="What stood there; left out unless something did.")


class ApiError(Exception):
    """Ends a request with a problem; `withdrawn` is what stood there, `headers` go with the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        withdrawn: Tombstone | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.withdrawn, self.headers = withdrawn, dict(headers or {})


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    errors: Iterable[ParameterError] = (),
    withdrawn: Tombstone | None = None,
) -> dict[str, Any]:
    """The problem as JSON-ready members."""
    kind = KINDS.get(status)
    known = Problem(
        type=f"{address('problems')}#{kind}" if kind else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.path,
        errors=list(errors),
        withdrawn=withdrawn,
    )
    left_out = {name for name in ("errors", "withdrawn") if not getattr(known, name)}
    return known.model_dump(mode="json", exclude=left_out)


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
