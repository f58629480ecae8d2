"""Records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.content.models.record import DraftableRecord


class NoticeBoardEntry(index.Indexed, DraftableRecord):
    """A thing that is edited once and referred to often."""

    name = models.CharField(_("name"), max_length=100)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("Notice board entry")
        verbose_name_plural = _("Notice board entries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
