"""Whole answers of lists and single things, kept for as long as the ledger and its dates stay as they were when they were read.

Which state that is says the database each time: nothing has to be cleared, and nothing is shown that is not public any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.api.compression import accepts_gzip
from cms.api.types import listed_types
from cms.public.api_address import PREFIX
from cms.publishing.reading.conditional import ResponseMeta, meta_of, not_modified, respond
from cms.publishing.reading.memory import MEGABYTE, Memory, may_remember
from cms.publishing.reading.state import State, state_at

KEY = 2_000
"""About as many bytes as the key of an answer takes, and what is said about it."""


class Answer(NamedTuple):
    """An answer as everybody gets it who asks the same; without a body while only those asked who had it already."""

    state: State
    body: bytes | None
    meta: ResponseMeta
    further: Mapping[str, str]
    """Headers that every answer gets."""

    def response_to(self, request: HttpRequest) -> HttpResponse | None:
        """The answer, or that the one that the asker has still holds; None if the body would have to be read."""
        response = not_modified(request, self.meta)
        if response is None and self.body is not None:
            response = respond(self.body, self.meta)
            response.headers["Content-Length"] = str(len(self.body))
        if response is not None:
            for name, value in self.further.items():
                response.headers[name] = value
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                response.headers.pop("Content-Encoding", None)
        return response


def _size(answer: Answer | None) -> int:
    return KEY + (len(answer.body or b"") if answer else 0)


_answers = Memory[Hashable, Answer | None](most=32 * MEGABYTE, size=_size)
"""By question; None of those that were asked once, since most of them are not asked again."""


def answered(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer that is kept for the request, else the one that is given, which is kept if it depends on nothing else."""
    question = _question(request)
    if question is None:
        return answer(request)
    known = _answers.all_known([question])
    state, kept = None, None
    if known is not None:
        # The state is read first: what changes meanwhile makes an answer newer than its state, never older.
        state, (kept,) = _state(), known
    if kept and kept.state == state and (response := kept.response_to(request)) is not None:
        return response
    response = answer(request)
    meta = meta_of(response)
    if meta and meta.of_state:
        _answers.keep({question: _kept(response, meta, state) if state else None})
    return response


def _kept(response: HttpResponse, meta: ResponseMeta, state: State) -> Answer:
    own = {"Content-Length", "Last-Modified", *respond(b"", meta).headers}
    further = {name: value for name, value in response.headers.items() if name not in own}
    return Answer(state, response.content if response.status_code == HTTPStatus.OK else None, meta, further)


def _question(request: HttpRequest) -> Hashable | None:
    """All that decides about the answer beside the state; None where none is kept."""
    kind = request.path_info.removeprefix(PREFIX).partition("/")[0]
    if request.method != "GET" or kind not in _plurals() or not may_remember():
        return None
    asked = map(request.META.get, ("QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE"))
    return (request.path_info, request.scheme, accepts_gzip(request), *asked)


def _state() -> State | None:
    # Whether the connection is still good shows in this question, so that Django need not ask one of its own before.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return state_at(timezone.now())
    except (DatabaseError, InterfaceError):
        connection.health_check_done = False  # type: ignore[attr-defined]
        return None


def _plurals() -> frozenset[str]:
    return frozenset(public.plural for public in listed_types().values())
