"""“Write the report”: the way from an event that is over to a form whose report has begun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.content.models import EventPage
from cms.content.panels.event import CONTENT
from cms.content.reporting import lacks_report, suggested_report

PARAMETER = "report"


def report_url(page: Page) -> str:
    """Where the report of the event is begun: its form, at the report."""
    form = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return f"{form}?{PARAMETER}#panel-child-{CONTENT.clean_name}-report-section"


def begin_report(request: HttpRequest, page: Any) -> None:
    """Puts what was announced into the form that is opened; it is stored when the editor saves."""
    if request.method == "GET" and PARAMETER in request.GET and _is_due(page):
        page.report = suggested_report(page)


def report_button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """The button above an event that is over and has no report, for those who may edit it."""
    if view_name == "edit" and _is_due(page) and page.permissions_for_user(user).can_edit():
        yield Button(_("Write the report"), report_url(page), icon_name="edit", priority=5)


def _is_due(page: Page) -> bool:
    return isinstance(page, EventPage) and lacks_report(page, timezone.now())
