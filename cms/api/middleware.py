"""What holds for every answer below the API's root, whoever gives it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from cms.api.problems import MEDIA_TYPE, problem, write_problem
from cms.public.api_address import PREFIX
from cms.publishing.reading.compression import accepts_gzip, compress, plain_tags, tag
from cms.publishing.reading.conditional import depends_on_language
from cms.publishing.reading.kept_answers import KeptAnswers
from cms.publishing.reading.memory import MEGABYTE

READING = "GET, HEAD, OPTIONS"
DETAILS = {
    405: "This address can be read with GET and HEAD only.",
    412: "What you ask for is no longer as your condition says.",
    503: "The database is busy or starts anew; ask again after the seconds in `Retry-After`.",
    500: "We made a mistake; it is in our log. Ask again later.",
    507: "Nothing can be stored on the server just now, which its operators have to mend. Ask again later.",
}


kept = KeptAnswers(most=32 * MEGABYTE)


class DeliveryMiddleware:
    """Lets HEAD be asked wherever GET is, turns foreign error pages into problems, compresses, and keeps `Vary` short.

    Stands first in the list, so that it sees what all others do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; what lies outside of the API is left alone."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        # Every origin gets the same answer; if only some were told so, caches would need a copy for each of them.
        request.META.setdefault("HTTP_ORIGIN", "null")
        had_compressed, is_head = plain_tags(request), request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = kept.answered(request, "api", self._answer)
        if is_head:
            request.method = "HEAD"
        tag(response, had_compressed=had_compressed)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and response.headers.get("Content-Type") != MEDIA_TYPE:
            _make_problem(request, response)
        _shorten_vary(response)
        if accepts_gzip(request):
            compress(response)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # It would have to be that of the whole answer, not that of the missing body.
            response.headers.pop("Content-Length", None)
        return response


def _make_problem(request: HttpRequest, response: HttpResponse) -> None:
    """Replaces the page of an error by a problem; its headers stay."""
    status = response.status_code
    if status == HTTPStatus.METHOD_NOT_ALLOWED and "GET" in response.headers.get("Allow", ""):
        response.headers["Allow"] = READING
    write_problem(response, problem(request, status, DETAILS.get(status, f"{HTTPStatus(status).description}.")))


def _shorten_vary(response: HttpResponse) -> None:
    needless = {"origin"} if depends_on_language(response) else {"origin", "accept-language"}
    given = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    kept = [name for name in given if name and name.lower() not in needless]
    response.headers["Vary"] = ", ".join(["Accept-Encoding", *kept])
