"""Standard pages, some of which the law requires."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage
from cms.content.models.choices import LegalRole


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

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [FieldPanel("legal_role"), *Page.promote_panels]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def clean(self) -> None:
        """Refuses a second page of one legal role in one language (V17)."""
        super().clean()
        if self.legal_role == LegalRole.NONE:
            return
        others = StandardPage.objects.filter(legal_role=self.legal_role, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.path:
            others = others.filter(path__startswith=self.path[: self.steplen * 2])
        if others.exists():
            raise ValidationError({"legal_role": _("Another page already has this role; change that one first.")})
