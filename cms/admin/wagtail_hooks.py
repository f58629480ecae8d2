"""What Wagtail's admin gets from this room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from cms.admin import failing
from cms.admin.care.confirming import register_confirmed
from cms.admin.choosers import without_files_of_others, without_hidden
from cms.admin.dashboard import DeskPanel
from cms.admin.extensions.permissions import may_switch, permissions, permissions_of_plugins
from cms.admin.menu import add_entries
from cms.admin.refusals import (
    refuse_bulk,
    refuse_copying,
    refuse_moving,
    refuse_page,
    refuse_snippets,
    refuse_unpublishing,
)
from cms.admin.reporting import begin_report, report_button
from cms.admin.site_settings import leave_out_disabled, refuse_disabled
from cms.admin.viewsets.archive import ArchiveViewSetGroup
from cms.admin.viewsets.events import EventViewSet
from cms.admin.viewsets.people import erase_buttons


def register_event_viewset() -> ViewSet:
    """Events with date and city in the explorer."""
    return EventViewSet()


def add_desk(request: HttpRequest, panels: list[Any]) -> None:
    """The desk comes first."""
    panels.insert(0, DeskPanel())


def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """News of Wagtail's own releases are no help to an editor."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


def add_handbook() -> MenuItem:
    """The first entry of the help."""
    return MenuItem(_("Handbook"), reverse("desk_handbook"), icon_name="help", order=900)


class ExtensionsMenuItem(MenuItem):
    """The way to the plugins, for those who may switch them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may switch plugins."""
        return may_switch(request.user)


def add_extensions() -> MenuItem:
    """The entry in the menu of settings."""
    return ExtensionsMenuItem(_("Extensions"), reverse("desk_extensions"), icon_name="circle-plus", order=650)


def add_funding() -> MenuItem:
    """The entry in the menu of reports, of what everybody may read."""
    return MenuItem(_("Report for funders"), reverse("desk_funding"), icon_name="doc-full", order=100)


def add_work() -> MenuItem:
    """The entry below it."""
    return ExtensionsMenuItem(_("Background work"), reverse("desk_work"), icon_name="history", order=660)


def add_style() -> SafeString:
    """The few rules of our own."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("desk/desk.css"))


def add_scripts() -> SafeString:
    """Starts fields from data, lets what was typed into a date stand until the server has read it, opens a refused form where it is wrong."""
    scripts = (versioned_static(f"desk/{name}.js") for name in ("start", "dates", "errors", "choosing", "saving"))
    return format_html_join("", '<script src="{}"></script>', ((script,) for script in scripts))


hooks.register("register_admin_viewset", register_event_viewset)
hooks.register("construct_homepage_panels", add_desk)
hooks.register("construct_page_chooser_queryset", without_hidden)
hooks.register("construct_admin_api", without_files_of_others, order=1)
hooks.register("register_help_menu_item", add_handbook)
hooks.register("construct_help_menu", leave_out_release_notes)
hooks.register("insert_global_admin_css", add_style)
hooks.register("insert_global_admin_js", add_scripts)
hooks.register("construct_main_menu", add_entries)
hooks.register("construct_settings_menu", leave_out_disabled)
hooks.register("before_edit_setting", refuse_disabled)
hooks.register("register_reports_menu_item", add_funding)
hooks.register("before_edit_page", begin_report)
hooks.register("register_page_header_buttons", report_button)
hooks.register("before_delete_page", refuse_page)
hooks.register("before_move_page", refuse_moving)
hooks.register("before_copy_page", refuse_copying)
hooks.register("before_unpublish_page", refuse_unpublishing)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("register_snippet_listing_buttons", erase_buttons)
hooks.register("before_delete_snippet", refuse_snippets)
hooks.register("register_log_actions", register_confirmed)
hooks.register("register_settings_menu_item", add_extensions)
hooks.register("register_settings_menu_item", add_work)
hooks.register("register_permissions", permissions)
hooks.register("register_permissions", permissions_of_plugins)
failing.register()
# The last, since it imports the hooks of plugins.
register_snippet(ArchiveViewSetGroup)
