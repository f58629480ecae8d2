"""Who may see a page: everyone, where the law requires it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page

from cms.content.required_pages import refusal, required_below


@require_admin_access
def set_privacy(request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
    """Wagtail's dialogue; in its place the reason, if a page that the law requires would be closed to the public."""
    page = get_object_or_404(Page, pk=page_id)
    required = next(required_below(page), None)
    if required is None or page.get_view_restrictions().filter(page=page).exists():
        answer: HttpResponse = SetPrivacyView.as_view()(request, page_id=page_id, **kwargs)
    else:
        reason = {"reason": refusal(required).message}
        answer = render_modal_workflow(request, "desk/privacy_refused.html", None, reason, {"step": "set_privacy"})
    return answer
