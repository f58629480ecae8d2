"""The desk while pages have lost their plugin: no list breaks, and each says what it leaves out. Nobody sees such a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Page, TaskState

from cms.dormant.missing import missing_types, orphans, plugin_of


class WaitingPanel(Component):
    """Says how many pages have lost their plugin and are not parked yet."""

    order = 10
    template_name = "dormant/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"count": orphans().count()}


def without_orphans(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """The pages below the parent that can be shown; says so if there are others."""
    types = missing_types()
    if not types or not (count := orphans().filter(pk__in=parent.get_children().values("pk")).count()):
        return pages
    text = ngettext(
        "%d page is not shown here, since its plugin is missing. It is kept; an administrator can tidy up with: manage.py migrate",
        "%d pages are not shown here, since their plugin is missing. They are kept; an administrator can tidy up with: manage.py migrate",
        count,
    )
    messages.warning(request, text % count)
    return pages.exclude(content_type__in=types)


def replace_what_breaks(request: HttpRequest, panels: list[Any]) -> None:
    """Says that pages wait; while something in moderation has no type, Wagtail's list of it gives way to that."""
    types = missing_types()
    if not types or not orphans().exists():
        return
    if TaskState.objects.filter(revision__content_type__in=types).exists():
        panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.insert(0, WaitingPanel())


def serve_no_orphan(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Lets nobody see a page whose plugin is missing; Wagtail would show its title."""
    if plugin_of(page):
        raise Http404("The page's plugin is missing.")


# Before the desk puts its own panel on top.
hooks.register("construct_homepage_panels", replace_what_breaks, order=-1)
hooks.register("construct_explorer_page_queryset", without_orphans)
hooks.register("before_serve_page", serve_no_orphan)
