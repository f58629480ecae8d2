"""The front page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage
from cms.content.panels.text import TEXT_TABS


class HomePage(BasePage):
    """The front page of a site in one language."""

    parent_page_types = ["wagtailcore.Page"]

    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    edit_handler = TEXT_TABS

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
