"""The front page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage


class HomePage(BasePage):
    """The front page of a site in one language."""

    template = "site/home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
