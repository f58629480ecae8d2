"""The icons that browsers ask for by themselves, whatever a page says."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

TYPES = {"favicon.ico": "image/x-icon", "apple-touch-icon.png": "image/png"}


@require_safe
@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """The site's icon of that name."""
    found = finders.find(f"site/{name}")
    if not isinstance(found, str):
        raise Http404(f"There is no icon {name}.")
    return HttpResponse(Path(found).read_bytes(), content_type=TYPES[name])
