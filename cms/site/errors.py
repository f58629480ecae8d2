"""Pages for what is not there: never a dead end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from cms.publishing.lookup import Gone, look_up


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """410 where something public once stood, else 404; a redirect, if there is one, is given by its middleware."""
    if isinstance(look_up(request.path), Gone):
        return render(request, "410.html", status=410)
    return render(request, "404.html", status=404)
