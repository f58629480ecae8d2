"""Views of plugins that follow their plugin: gone where it is disabled, closed to those who may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from cms.extend.activation_cache import is_enabled

View = Callable[..., HttpResponse]


def of_plugin(slug: str, *, permission: str = "") -> Callable[[View], View]:
    """Lets the view answer while the plugin is enabled for a site, and to those alone who have the permission, if one is named."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_enabled(slug):
                raise Http404(f"{slug} is disabled.")
            user: Any = getattr(request, "user", None)
            if permission and not (user and user.has_perm(permission)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
