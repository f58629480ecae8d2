"""Whatever else is asked for below the API's root."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from cms.api.problems import problem, problem_response
from cms.public.api_address import PREFIX, address


@csrf_exempt
def not_found(request: HttpRequest) -> HttpResponse:
    """A problem that says where everything is."""
    bare = request.path.rstrip("/")
    hint = (
        f" Addresses end without a slash: {bare}." if request.path.endswith("/") and bare != PREFIX.rstrip("/") else ""
    )
    detail = f"There is no {request.path[:200]}; {address()} lists what there is.{hint}"
    return problem_response(problem(request, 404, detail))
