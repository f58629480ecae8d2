"""What is remembered of plugins that are or were here, and what stands in for their pages while they are away."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester


class KnownPlugin(models.Model):
    """A plugin as it was at the last `migrate` at which it was here, so that its content can be named when its code is gone."""

    slug = models.CharField(max_length=50, unique=True)
    app_label = models.CharField(max_length=100, db_index=True)
    title = models.CharField(max_length=200)
    tables = models.JSONField(default=list, help_text="Names of its tables.")
    records = models.JSONField(default=list, help_text="Those of its tables that hold neither pages nor parts of them.")
    blocks = models.JSONField(default=list, help_text="Names of its blocks.")
    is_here = models.BooleanField(default=True, help_text="Whether its code was here then.")
    removed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was removed on purpose; its pages stay parked although its code is here.",
    )

    class Meta:
        app_label = "content"

    def __str__(self) -> str:
        return self.title


class DormantPermissions(PagePermissionTester):
    """Nobody may do anything with a dormant page itself."""

    def _no(self, *args: Any, **kwargs: Any) -> bool:
        return False

    can_edit = can_delete = can_unpublish = can_publish = can_submit_for_moderation = _no
    can_set_view_restrictions = can_unschedule = can_lock = can_unlock = can_publish_subpage = _no
    can_add_subpage = can_move = can_copy = can_move_to = can_copy_to = can_view_revisions = _no


class DormantPage(Page):
    """Stands in for a page while its type is missing or its plugin removed; the rows of its own type, its revisions and comments stay as they are.

    `payload` holds what parking changes in rows that the page shares with others, as `cms.dormant.park` writes it.
    """

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    # What it refers to is taken down under its own type, see `cms.dormant.related_rows`.
    wagtail_reference_index_ignore = True

    app_label = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
    payload = models.JSONField(_("content of a missing plugin"), default=dict)

    class Meta:
        app_label = "content"
        verbose_name = _("page put aside")
        verbose_name_plural = _("pages put aside")
        indexes = [models.Index(fields=["app_label", "model"], name="dormant_by_type")]

    @property
    def status_string(self) -> str:
        return str(_("put aside") if self.app_label in apps.app_configs else _("plugin missing"))

    def permissions_for_user(self, user: Any) -> DormantPermissions:
        return DormantPermissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise Http404("The page is put aside.")
