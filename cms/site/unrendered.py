"""What stands in for a page that cannot be shown: what is known of it without its type."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from cms.site.documents import bare_document
from cms.site.page_context import context_of, page_context_of

log = logging.getLogger(__name__)


def unrendered(page: Any, request: HttpRequest) -> TemplateResponse:
    """The page's title and lead within the frame of the site, with a word on why there is no more; search engines pass it by."""
    try:
        page_context = page_context_of(request, page)
    except Exception:
        # It has no document either.
        log.exception("%r is shown without its document.", page.pk)
        page_context = context_of(request, bare_document(page))
    context = {"page": page, "self": page, "page_context": page_context, "document": page_context.document}
    answer = TemplateResponse(request, "site/unrendered_page.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.render()
    return answer
