"""Publishing is all or nothing, whichever view does it."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader

from cms.extend.outages import is_away

log = logging.getLogger(__name__)

RETRY_AFTER = 5
"""Seconds."""
PATIENCE = 5
"""Seconds that a request waits for its turn where one writes at a time: it holds one of few threads, for which readers wait as well. What
has nobody waiting for it, as the worker has not, waits longer.
"""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AtomicWritesMiddleware:
    """Runs each view of an unsafe method in one transaction, so that content and ledger commit together.

    Stands last in the list: its `process_view` calls the view itself. Readers stay without a transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """The view's answer for unsafe methods; None leaves the view to Django."""
        if request.method in SAFE_METHODS:
            return None
        return answered_whole(request, view, args, kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """For those who read while the database is away, when to try again; None leaves what else is raised to Django."""
        if isinstance(exception, DatabaseError) and is_unwritable(exception):
            log.error("%s %s was not answered: nothing can be written (%s).", request.method, request.path, exception)
            return not_stored()
        if not is_away(exception):
            return None
        log.warning("%s %s was not answered: %s", request.method, request.path, exception)
        return busy()


def answered_whole(
    request: HttpRequest, view: Callable[..., HttpResponseBase], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> HttpResponseBase:
    """The view's answer, after which all that it has stored is committed; else why nothing was stored, and what to do."""
    try:
        with ExitStack() as stack:
            try:
                with waiting_less(connection):
                    stack.enter_context(transaction.atomic())
            except OperationalError:
                # On SQLite one writes at a time, and somebody has taken long; elsewhere the database is away.
                log.warning("%s %s was refused: the database could not be written.", request.method, request.path)
                return busy()
            answer = view(request, *args, **kwargs)
            if transaction.get_rollback() and answer.status_code < HTTPStatus.BAD_REQUEST:
                # Somebody has caught an error of the database and gone on: what the answer says was done will be taken back.
                log.error("%s %s was not stored, though its view says so.", request.method, request.path)
                return busy()
            return answer
    except (OSError, DatabaseError, InterfaceError) as error:
        if is_full(error):
            log.error(
                "%s %s was refused: the disk is full (%s). Make room in DATA.", request.method, request.path, error
            )
            return not_stored()
        if is_unwritable(error):
            log.error(
                "%s %s was refused: nothing can be written (%s). Look at the rights of DATA and of the database.",
                request.method,
                request.path,
                error,
            )
            return not_stored()
        if is_away(error):
            log.warning("%s %s was not stored: %s", request.method, request.path, error)
            return busy()
        raise


@contextmanager
def waiting_less(asked: Any) -> Iterator[None]:
    """Lets SQLite wait no longer than `PATIENCE` for its turn to write within."""
    if asked.vendor != "sqlite" or asked.in_atomic_block:
        yield
        return
    with asked.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
    try:
        yield
    finally:
        # Without Django, which would refuse a question if the transaction could not be begun whole.
        asked.connection.execute(f"PRAGMA busy_timeout = {asked.settings_dict['OPTIONS'].get('timeout', 5) * 1000:.0f}")


def is_full(error: Exception) -> bool:
    """Whether something could not be stored since there is no space left."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    # SQLite's and PostgreSQL's own words.
    return "disk is full" in str(error) or "No space left on device" in str(error)


def is_unwritable(error: Exception) -> bool:
    """Whether a disk, a folder or the database may only be read."""
    if isinstance(error, OSError):
        return error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
    # SQLite's and PostgreSQL's own words.
    return isinstance(error, DatabaseError) and any(
        words in str(error) for words in ("readonly database", "read-only transaction")
    )


def not_stored() -> HttpResponse:
    """Says that nothing was stored, and whom to tell."""
    return HttpResponse(loader.render_to_string("507.html"), status=HTTPStatus.INSUFFICIENT_STORAGE)


def busy() -> HttpResponse:
    """Says that nothing was stored, and when to try again."""
    answer = HttpResponse(loader.render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer
