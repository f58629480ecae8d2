"""What Wagtail's admin gets from this room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from cms.admin.dashboard import DeskPanel
from cms.admin.viewsets.archive import ArchiveViewSetGroup
from cms.admin.viewsets.events import EventViewSet
from cms.admin.waiting import without_orphans, without_what_breaks

register_snippet(ArchiveViewSetGroup)


def register_event_viewset() -> ViewSet:
    """Events with date and city in the explorer."""
    return EventViewSet()


def add_desk(request: HttpRequest, panels: list[Any]) -> None:
    """The desk comes first."""
    panels[:] = [DeskPanel(), *without_what_breaks(panels)]


def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """News of Wagtail's own releases are no help to an editor."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


def add_style() -> SafeString:
    """The few rules of our own."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("desk/desk.css"))


hooks.register("register_admin_viewset", register_event_viewset)
hooks.register("construct_homepage_panels", add_desk)
hooks.register("construct_explorer_page_queryset", without_orphans)
hooks.register("construct_help_menu", leave_out_release_notes)
hooks.register("insert_global_admin_css", add_style)
