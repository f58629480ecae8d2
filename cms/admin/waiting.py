"""What the desk says while pages wait to be parked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Page, TaskState

from cms.content.parking import missing_types, orphans


class WaitingPanel(Component):
    """Says how many pages have lost their plugin and are not parked yet."""

    order = 10
    template_name = "desk/dashboard/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """How many pages wait."""
        return {"count": orphans().count()}


def without_orphans(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """The pages below the parent that can be shown; says so if there are others."""
    types = [each.pk for each in missing_types()]
    if not types or not (count := orphans().filter(pk__in=parent.get_children().values("pk")).count()):
        return pages
    text = ngettext(
        "%d page is not shown here, since its plugin is missing. It is kept; an administrator can tidy up with: manage.py migrate",
        "%d pages are not shown here, since their plugin is missing. They are kept; an administrator can tidy up with: manage.py migrate",
        count,
    )
    messages.warning(request, text % count)
    return pages.exclude(content_type__in=types)


def without_what_breaks(panels: list[Any]) -> list[Any]:
    """The panels; while something in moderation has no type, Wagtail's list of it gives way to a panel that says why."""
    types = missing_types()
    if not types or not orphans().exists():
        return panels
    if TaskState.objects.filter(revision__content_type__in=[each.pk for each in types]).exists():
        panels = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    return [WaitingPanel(), *panels]
