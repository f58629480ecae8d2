"""Whole answers, kept for as long as the ledger and its dates stay as they were when they were read.

Which state that is says the database each time: nothing has to be cleared, and nothing is shown that is not public any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.publishing.reading.compression import accepts_gzip
from cms.publishing.reading.conditional import ResponseMeta, meta_of, not_modified, respond
from cms.publishing.reading.memory import Memory, may_remember, state_is
from cms.publishing.reading.state import State, state_at

KEY = 2_000
"""About as many bytes as the key of an answer takes, and what is said about it."""
OF_THE_BODY = ("Content-Encoding", "Content-Length", "Content-Type")
ASKED = ("QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE")


class Answer(NamedTuple):
    """An answer as everybody gets it who asks the same; without a body while only those asked who had it already."""

    state: State
    body: bytes | None
    meta: ResponseMeta
    further: Mapping[str, str]
    """Headers beside those that `meta` says."""

    def response_to(self, request: HttpRequest) -> HttpResponse | None:
        """The answer, or that the one that the asker has still holds; None if the body would have to be read."""
        response = not_modified(request, self.meta)
        if response is None and self.body is not None:
            response = respond(self.body, self.meta)
        if response is not None:
            for name, value in self.further.items():
                if response.status_code == HTTPStatus.OK or name not in OF_THE_BODY:
                    response.headers[name] = value
        return response


def _size(answer: Answer | None) -> int:
    return KEY + (len(answer.body or b"") if answer else 0)


class KeptAnswers:
    """The answers of this process that depend on nothing but the question and the `State`, of so many bytes in all at the most.

    None stands for a question that was asked once: most of them are not asked again.
    """

    def __init__(self, *, most: int) -> None:
        self._answers = Memory[Hashable, Answer | None](most=most, size=_size)

    def answered(
        self, request: HttpRequest, further: Hashable, answer: Callable[[HttpRequest], HttpResponse]
    ) -> HttpResponse:
        """The answer that is kept for the request, else the one that is given; `further` is what else decides about it."""
        if request.method != "GET" or not may_remember():
            return answer(request)
        asked = map(request.META.get, ASKED)
        question = (request.path_info, request.scheme, accepts_gzip(request), *asked, further)
        known = self._answers.all_known([question])
        state, kept = None, None
        if known is not None:
            # The state is read first: what changes meanwhile makes an answer newer than its state, never older.
            state, (kept,) = _state(), known
        if kept and kept.state == state and (response := kept.response_to(request)) is not None:
            return response
        response = answer(request)
        meta = meta_of(response)
        if meta and meta.of_state and not response.cookies:
            self._answers.keep({question: _kept(response, meta, state) if state else None})
        return response


def _kept(response: HttpResponse, meta: ResponseMeta, state: State) -> Answer:
    own = {"Last-Modified", *respond(b"", meta).headers} - {*OF_THE_BODY}
    further = {name: value for name, value in response.headers.items() if name not in own}
    return Answer(state, response.content if response.status_code == HTTPStatus.OK else None, meta, further)


def _state() -> State | None:
    # Whether the connection is still good shows in this question, so that Django need not ask one of its own before.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        state = state_at(timezone.now())
        if state:
            state_is(state.change)
        return state
    except (DatabaseError, InterfaceError):
        connection.health_check_done = False  # type: ignore[attr-defined]
        return None
