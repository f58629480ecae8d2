"""Standard pages, some of which the law requires."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from blocks.fields import ComposedStreamField
from cms.content.choices import REQUIRED_ROLES, LegalRole
from cms.content.models.base import BasePage
from cms.content.panels.text import STANDARD_TABS
from cms.content.sites import site_of
from cms.content.validation import Errors


class StandardPage(BasePage):
    """A page of text."""

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

    def integrity_errors(self) -> Errors:
        """An end of what the law requires."""
        if self.expire_at and self.legal_role in REQUIRED_ROLES:
            return {"expire_at": _("The law requires this page, so that it cannot expire. Remove the date.")}
        return {}

    @property
    def is_required(self) -> bool:
        """Whether its site would lack a page that the law requires, were this one not public.

        That is the page in the installation's language, to which all others fall back; a translation may go.
        """
        site = site_of(self) if self.live and self.legal_role in REQUIRED_ROLES else None
        if site is None:
            return False
        others = StandardPage.objects.filter(live=True, legal_role=self.legal_role, locale=Locale.get_default())
        return not any(site_of(other) == site for other in others.exclude(pk=self.pk))

    def publishing_errors(self) -> Errors:
        """A second page of one legal role in one language of the site (V17), or a role taken from a page that the law requires."""
        public = StandardPage.objects.filter(pk=self.pk, live=True).exclude(legal_role=self.legal_role).first()
        if public and public.is_required:
            message = _("The public page has the role “%(role)s”, which the law requires. Change its text instead.")
            return {"legal_role": message % {"role": public.get_legal_role_display()}}
        if self.legal_role == LegalRole.NONE:
            return {}
        others = StandardPage.objects.filter(legal_role=self.legal_role, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.path:
            others = others.filter(path__startswith=self.path[: self.steplen * 2])
        if others.exists():
            return {"legal_role": _("Another page already has this role; change that one first.")}
        return {}
