"""What editors set for each site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting


class NoticeBoardSettings(BaseSiteSetting):
    """A note for each site."""

    note = models.CharField(_("note"), max_length=200, blank=True)

    panels = [FieldPanel("note")]

    class Meta:
        verbose_name = _("Notice board")
