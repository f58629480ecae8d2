"""Programmes that run in several cities, and series of events."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.finding import Findable
from cms.content.models.record import DraftableRecord
from cms.content.namesakes import Named


class NamedRecord(Findable, Named, DraftableRecord):
    """A record that is little more than a name."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)
    url = models.URLField(_("web address"), blank=True)

    named_by = ("name",)
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("url"), FieldPanel("slug")]
    called_by = ("name",)
    found_by = ("description",)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(NamedRecord):
    """A programme, e.g. „Gemeinsam im Alltag“; in one city it is a city programme page."""

    class Meta(NamedRecord.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Series(NamedRecord):
    """A series of events, numbered in their order."""

    class Meta(NamedRecord.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
