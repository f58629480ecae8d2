"""Notes in forms of others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class NoticeBoardNote(Orderable):
    """A note within a page."""

    page = ParentalKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="notice_board_notes",
    )
    note = models.CharField(_("note"), max_length=200)

    panels = [FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("note")
