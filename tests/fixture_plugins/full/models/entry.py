"""Records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from cms.content.models.record import SlugRecord


@register_snippet
class FullEntry(SlugRecord):
    """A thing that is edited once and referred to often."""

    name = models.CharField(_("name"), max_length=100)

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("Full entry")
        verbose_name_plural = _("Full entries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
