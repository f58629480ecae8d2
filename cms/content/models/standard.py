"""Standard pages, some of which the law requires."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocks.fields import ComposedStreamField
from cms.content.choices import LegalRole
from cms.content.judging import Errors
from cms.content.models.base import BasePage
from cms.content.panels.text import STANDARD_TABS


class StandardPage(BasePage):
    """A page of text."""

    template = "site/standard_page.html"
    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]

    legal_role = models.CharField(
        _("legal role"),
        max_length=14,
        choices=LegalRole.choices,
        default=LegalRole.NONE,
        help_text=_("Linked at the foot of every page."),
    )
    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    edit_handler = STANDARD_TABS

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def omissions(self) -> Errors:
        """A second page of one legal role in one language of the site (V17)."""
        if self.legal_role == LegalRole.NONE:
            return {}
        others = StandardPage.objects.filter(legal_role=self.legal_role, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.path:
            others = others.filter(path__startswith=self.path[: self.steplen * 2])
        if others.exists():
            return {"legal_role": _("Another page already has this role; change that one first.")}
        return {}
