"""Keeps threads free for visitors while others send their requests slowly, or never to their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

from django.utils.translation import gettext

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

RETRY_AFTER = 5
"""Seconds."""


class SpareThreads:
    """A WSGI application of which requests with a body hold at most three quarters of the threads.

    A body is read while it arrives, by a thread that can do nothing else; the server reads heads without one. Who comes while all of
    these are taken gets a 503 at once, and everything that is only read goes on. A proxy that reads whole requests first makes this idle.
    """

    def __init__(self, application: Application, *, threads: int) -> None:
        self._application = application
        self._places = BoundedSemaphore(max(1, threads * 3 // 4))

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if not has_body(environ):
            return self._application(environ, start_response)
        if not self._places.acquire(blocking=False):
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", str(RETRY_AFTER))]
            start_response("503 Service Unavailable", headers)
            said = gettext("Too many forms arrive at once. Nothing was stored; please try again in a moment.")
            return [f"{said}\n".encode()]
        try:
            return self._application(environ, start_response)
        finally:
            self._places.release()


def has_body(environ: dict[str, Any]) -> bool:
    """Whether more than the head is to come."""
    return environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ
