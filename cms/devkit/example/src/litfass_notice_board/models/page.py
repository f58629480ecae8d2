"""Pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from blocks.fields import ComposedStreamField
from cms.content.models import BasePage


class NoticeBoardPage(BasePage):
    """A page of Notice board, in the list of news."""

    template = "notice_board/notice_board_page.html"
    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []

    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("Notice board page")
        verbose_name_plural = _("Notice board pages")
