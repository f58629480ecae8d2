"""What stands in for a page that cannot be shown: what is known of it without its type."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from cms.site.page_context import page_context_of


def unrendered(page: Any, request: HttpRequest) -> TemplateResponse:
    """The page's title and lead within the frame of the site, with a word on why there is no more; search engines pass it by."""
    context = {"page": page, "self": page, "page_context": page_context_of(request, page)}
    answer = TemplateResponse(request, "site/unrendered_page.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.render()
    return answer
