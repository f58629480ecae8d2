"""Pages that are put aside, since their plugin was taken away or is about to be: kept until it is back."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from cms.content.models.known_plugin import KnownPlugin


def is_here(app_label: str) -> bool:
    """Whether the code of the plugin with this app label is here, although its pages are put aside."""
    return app_label in apps.app_configs


def reason_to_keep_page(title: str, app_label: str) -> str:
    """Why a page of the plugin with this app label, which is missing or was removed, is not deleted."""
    plugin = KnownPlugin.objects.filter(app_label=app_label).first()
    if is_here(app_label):
        text = gettext(
            "“%(title)s” belongs to the plugin “%(plugin)s”, is put aside, and cannot be deleted. Bring it back with: manage.py "
            "plugins restore %(slug)s – or export and delete all content of the plugin with: manage.py plugins purge %(slug)s"
        )
    else:
        text = gettext(
            "“%(title)s” belongs to the plugin “%(plugin)s”, which is missing, and cannot be deleted without it. Put the plugin "
            "back, or export and delete its content with: manage.py plugins purge %(slug)s"
        )
    return text % {
        "title": title,
        "plugin": plugin.title if plugin else app_label,
        "slug": plugin.slug if plugin else app_label,
    }


class DormantPermissions(PagePermissionTester):
    """Nobody may do anything with a dormant page itself."""

    def _no(self, *args: Any, **kwargs: Any) -> bool:
        return False

    can_edit = can_delete = can_unpublish = can_publish = can_submit_for_moderation = _no
    can_set_view_restrictions = can_unschedule = can_lock = can_unlock = can_publish_subpage = _no
    can_add_subpage = can_move = can_copy = can_move_to = can_copy_to = can_view_revisions = _no


class DormantPage(Page):
    """Stands in for a page while its type is missing or its plugin removed; the rows of its own type, its revisions and comments stay as they are.

    `payload` holds what parking changes in rows that the page shares with others, as `cms.content.parking` writes it.
    """

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    # What it refers to is taken down under its own type, see `cms.content.parking`.
    wagtail_reference_index_ignore = True

    app_label = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
    payload = models.JSONField(_("content of a missing plugin"), default=dict)

    class Meta:
        verbose_name = _("page put aside")
        verbose_name_plural = _("pages put aside")
        indexes = [models.Index(fields=["app_label", "model"], name="dormant_by_type")]

    @property
    def status_string(self) -> str:
        """What lists say of its state."""
        return str(_("put aside") if is_here(self.app_label) else _("plugin missing"))

    def permissions_for_user(self, user: Any) -> DormantPermissions:
        """None at all."""
        return DormantPermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nothing: nobody can see it."""
        raise Http404("The page is put aside.")
