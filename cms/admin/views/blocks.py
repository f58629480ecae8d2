"""The definitions of the core's blocks, which each form of a page refers to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from blocks.shared import definitions

YEAR = 365 * 24 * 60 * 60


def send_blocks(request: HttpRequest, language: str, tag: str) -> HttpResponse:
    """The script; kept by the browser for as long as its address says what is in it."""
    try:
        known = definitions(language)
    except ValueError:
        raise Http404(language) from None
    response = HttpResponse(known.script, content_type="text/javascript")
    if tag == known.tag:
        patch_cache_control(response, private=True, max_age=YEAR, immutable=True)
    else:
        # Of another version of the program, which may just be replaced.
        patch_cache_control(response, private=True, no_store=True)
    return response
