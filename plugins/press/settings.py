"""What press work needs to know of each site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting


class PressSettings(BaseSiteSetting):
    """Whom the site tells about press work, and the text under its releases."""

    officer = models.EmailField(
        _("mail of the press officer"),
        blank=True,
        help_text=_("Is told when a release of national reach goes live, and reminded of drafts. Empty: nobody is."),
    )
    about = models.TextField(
        _("about the issuer"),
        max_length=600,
        blank=True,
        help_text=_("Stands under each new release at first; can be changed there."),
    )

    panels = [FieldPanel("officer"), FieldPanel("about")]

    class Meta:
        verbose_name = _("Press")


def settings_of(site: int) -> PressSettings:
    """The settings of the Wagtail site with this id; empty ones where nobody wrote any, or there is no such site."""
    return PressSettings.objects.filter(site=site).first() or PressSettings()
