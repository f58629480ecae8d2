"""What methods and properties of Django, Wagtail and the core must give, by name, when a plugin's class overrides them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from wagtail.models import PagePermissionTester
from wagtail.url_routing import RouteResult

TEXT = (str, Promise)
LISTED = (list, tuple)
NOTHING = (type(None),)

SHAPES: Mapping[str, tuple[type, ...]] = {
    "__str__": (str,),
    "__init__": NOTHING,
    "__repr__": (str,),
    "__hash__": (int,),
    "allowed_parent_page_models": LISTED,
    "allowed_subpage_models": LISTED,
    "default_preview_mode": (str,),
    "errors": (dict,),
    "full_url": (str, *NOTHING),
    "get_absolute_url": (str, *NOTHING),
    "get_admin_display_title": TEXT,
    "get_cache_key_components": LISTED,
    "get_context": (dict,),
    "get_context_data": (dict,),
    "get_full_url": (str, *NOTHING),
    "get_indexed_instance": (Model, *NOTHING),
    "get_latest_revision_as_object": (Model,),
    "get_preview_context": (dict,),
    "get_queryset": (QuerySet,),
    "get_preview_template": (str, *LISTED),
    "get_sitemap_urls": (Iterable,),
    "get_template": (str, *LISTED),
    "get_url": (str, *NOTHING),
    "get_url_parts": (tuple, *NOTHING),
    "get_verbose_name": TEXT,
    "get_view_restrictions": (QuerySet,),
    "is_valid": (bool,),
    "validation_errors": (dict,),
    "permissions_for_user": (PagePermissionTester,),
    "preview_modes": LISTED,
    "preview_sizes": LISTED,
    "questions": (list,),
    "relative_url": (str, *NOTHING),
    "render": TEXT,
    "render_html": TEXT,
    "route": (RouteResult, tuple),
    "save": (Model, *NOTHING),
    "serializable_data": (dict,),
    "serve": (HttpResponseBase,),
    "serve_preview": (HttpResponseBase,),
    "slug_source": (str,),
    "status_string": TEXT,
    "url": (str, *NOTHING),
    "with_content_json": (Model,),
}
RENDERED = frozenset({"serve", "serve_preview"})
"""Their answers are rendered later by themselves, after everybody who could help has gone."""


class WrongResult(TypeError):
    """An override gave something else than who calls it can use."""

    def __init__(self, name: str, wanted: tuple[type, ...], result: Any) -> None:
        names = " or ".join("None" if kind in NOTHING else kind.__name__ for kind in wanted)
        super().__init__(f"{name} must give {names}, but it gave {result!r}"[:500])


def result_of(name: str) -> Callable[[Any], Any]:
    """Finishes the result of an override of this name, or raises `WrongResult`."""
    wanted = SHAPES.get(name)

    def finish(result: Any) -> Any:
        if wanted and not isinstance(result, wanted):
            raise WrongResult(name, wanted, result)
        if isinstance(result, Promise):
            str(result)
        if name in RENDERED and callable(render := getattr(result, "render", None)):
            return render()
        return result

    return finish
