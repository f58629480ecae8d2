"""`GET /docs`: the description of the API, for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import Router

from cms.api import parameters
from cms.api.addresses import PREFIX

router = Router()

SETTINGS = {"url": f"{PREFIX}openapi.json", "layout": "BaseLayout", "deepLinking": True, "validatorUrl": "none"}
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'"
)
"""Swagger UI sets styles in elements and carries its icons with it; it asks nobody else."""


@router.get("", include_in_schema=False)
def read_docs(request: HttpRequest) -> HttpResponse:
    """The page, without a request to anybody else."""
    parameters.refuse_unknown(request.GET, ())
    response = render(request, "api/docs.html", {"settings": SETTINGS})
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
