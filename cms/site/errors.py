"""Pages for what is not there: never a dead end."""

from __future__ import annotations

import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from cms.extend.outages import is_away
from cms.publishing.middleware import busy, is_unwritable, not_stored
from cms.publishing.reading.lookup import Gone, look_up


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """410 where something public once stood, else 404; a redirect, if there is one, is given by its middleware."""
    status = 410 if _is_gone(request.path) else 404
    return render(request, f"{status}.html", status=status)


def _is_gone(path: str) -> bool:
    try:
        return isinstance(look_up(path), Gone)
    except ValueError:  # what is no path never led anywhere
        return False


@requires_csrf_token
def failed(request: HttpRequest) -> HttpResponseBase:
    """503 where no view, but what stands around them could not ask the database: who it is, what is not there; else 500.

    507 where it may only be read.
    """
    error = sys.exception()
    if isinstance(error, DatabaseError) and is_unwritable(error):
        return not_stored()
    return busy() if error and is_away(error) else server_error(request)
