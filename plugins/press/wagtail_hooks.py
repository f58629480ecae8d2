"""What Wagtail's admin gets from the plugin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from plugins.press.listing import release_list


def register_release_list() -> ViewSet:
    """The list of all releases."""
    return release_list


hooks.register("register_admin_viewset", register_release_list)
