"""What the site asks of Wagtail while it serves pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language_from_path
from wagtail import hooks
from wagtail.models import Page

from cms.site.rendering import page_template_context


@hooks.register("before_serve_page")
def refuse_another_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Raises `Http404` below the prefix of a language in which the site has no page: Wagtail would show the default language's."""
    prefix = get_language_from_path(request.path_info)
    if prefix and prefix != page.locale.language_code:
        raise Http404(f"The site does not speak {prefix}.")


@hooks.register("page_context")
def give_page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The page's view model and what stands around it, for its template."""
    return page_template_context(page, request)
