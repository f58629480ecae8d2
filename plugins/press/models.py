"""Press releases."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from blocks.fields import ComposedStreamField
from cms.content.models import BasePage, HeroImage
from cms.content.panels.image import image_panel
from plugins.press.form import PressReleaseForm
from plugins.press.notice import NationalNotice
from plugins.press.settings import PressSettings, settings_of

__all__ = ["NationalNotice", "PressReleasePage", "PressSettings", "Reach", "settings_of", "today"]


class Reach(models.TextChoices):
    """For whose papers a release is written."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


def today() -> dt.date:
    """The local day."""
    return timezone.localdate()


class PressReleasePage(HeroImage, BasePage):
    """A press release, in the list of news."""

    template = "press/press_release_page.html"
    base_form_class = PressReleaseForm
    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []

    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("E.g. “12/2026”."))
    published_on = models.DateField(_("date"), default=today)
    reach = models.CharField(
        _("reach"),
        max_length=8,
        choices=Reach.choices,
        default=Reach.LOCAL,
        help_text=_("For whose papers it is written; journalists can filter by it."),
    )
    city = models.ForeignKey(
        "content.City",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place of issue"),
    )
    published_by = models.ForeignKey(
        "content.PartnerPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)
    about = models.TextField(
        _("about the issuer"),
        max_length=600,
        blank=True,
        help_text=_("The same few sentences under each release, for papers that do not know you yet."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [*Page.content_panels, FieldPanel("lead"), image_panel("hero_image"), FieldPanel("body")],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("number"), FieldPanel("published_on")]),
                    FieldRowPanel([FieldPanel("reach"), FieldPanel("city")]),
                    FieldPanel("published_by"),
                    FieldPanel("about"),
                ],
                heading=_("Release"),
            ),
            ObjectList(Page.promote_panels, heading=_("Publication")),
        ]
    )

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
