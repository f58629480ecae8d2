"""The stylesheet of a theme."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.site.theming.theme import theme_of

YEAR = 31_536_000


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The theme's stylesheet; pages name it with its digest, under which it never changes."""
    theme = theme_of(request)
    if not theme.digest:
        raise Http404("This site has no theme of its own.")
    is_named = request.GET.get("v") == theme.digest
    cached = f"public, max-age={YEAR}, immutable" if is_named else "no-cache"
    return HttpResponse(theme.css, content_type="text/css; charset=utf-8", headers={"Cache-Control": cached})
