"""The last step of moving a page, for those alone who may move it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.models import Page


@require_admin_access
def confirm_move(request: HttpRequest, page_to_move_id: int, destination_id: int) -> HttpResponse:
    """Wagtail's step, which would tell the titles of any two pages; the step before asks for the same right."""
    page = get_object_or_404(Page, pk=page_to_move_id)
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    answer: HttpResponse = MoveConfirmView.as_view()(
        request, page_to_move_id=page_to_move_id, destination_id=destination_id
    )
    return answer
