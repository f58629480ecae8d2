"""Partners: the organisations of the network."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from blocks.fields import ComposedStreamField
from cms.content.choices import LegalForm, PartnerKind
from cms.content.models.base import BasePage
from cms.content.models.image_field import image_alt_field, image_decorative_field, image_field
from cms.content.namesakes import Named
from cms.content.panels.partner import PARTNER_TABS
from cms.content.panels.text import INDEX_TABS
from cms.content.validation import Errors, InlineItem

LEGAL_FORM = re.compile(r"\be\.\s?v\b\.?|\bg?gmbh\b|\bgug\b", re.IGNORECASE)


class PartnerIndexPage(BasePage):
    """The list of partners."""

    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.PartnerPage"]
    edit_handler = INDEX_TABS

    class Meta:
        verbose_name = _("partner list")


class PartnerPage(Named, BasePage):
    """An organisation of the network; its title is the name that readers know."""

    parent_page_types = ["content.PartnerIndexPage"]
    subpage_types: list[str] = []

    legal_name = models.CharField(_("name as registered"), max_length=255, blank=True)
    short_name = models.CharField(_("short name"), max_length=100, blank=True, help_text=_("Without legal form."))
    acronym = models.CharField(_("acronym"), max_length=20, blank=True, help_text=_("E.g. „VeMo“."))
    legal_form = models.CharField(_("legal form"), max_length=14, choices=LegalForm.choices, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=PartnerKind.choices, default=PartnerKind.MIGRANT_ORGANISATION
    )
    city = models.ForeignKey(
        "content.City", on_delete=models.PROTECT, null=True, blank=True, related_name="partners", verbose_name=_("city")
    )
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True, help_text=_("Year."))
    dissolved = models.PositiveSmallIntegerField(_("dissolved"), null=True, blank=True, help_text=_("Year."))
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    logo = image_field(_("logo"))
    logo_alt = image_alt_field()
    logo_decorative = image_decorative_field()
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    register_court = models.CharField(_("register court"), max_length=100, blank=True)
    register_number = models.CharField(_("register number"), max_length=50, blank=True)
    imprint_url = models.URLField(_("address of its imprint"), blank=True)
    body = ComposedStreamField("body", verbose_name=_("description"), blank=True)

    named_by = ("title", "legal_name", "short_name", "acronym")
    edit_handler = PARTNER_TABS
    called_by = ("title", "legal_name", "short_name", "acronym")
    found_by = (*BasePage.found_by, "city", "service_area_items.city")

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        """Writes the legal form in one way, „ e.V.“ after a space that does not break (V11)."""
        super().derive()
        self.title = _normalised(self.title)
        self.legal_name = _normalised(self.legal_name)

    def others(self) -> QuerySet[PartnerPage]:
        """The other partners in its language."""
        others = super().others().filter(locale=self.locale_id, alias_of=None)
        return others.exclude(translation_key=self.translation_key)

    def integrity_errors(self) -> Errors:
        """An end before the beginning (V1)."""
        if self.founded and self.dissolved and self.dissolved < self.founded:
            return {"dissolved": _("It was dissolved before it was founded; correct one of the years.")}
        return {}

    def publishing_errors(self) -> Errors:
        """A legal form within the short name (V11)."""
        if LEGAL_FORM.search(self.short_name):
            return {"short_name": _("Leave out the legal form here; it has a field of its own.")}
        return {}


def _normalised(name: str) -> str:
    return re.sub(r"\s*\be\.\s?v\b\.?", "\xa0e.V.", name, flags=re.IGNORECASE).strip()


class PartnerServiceArea(InlineItem):
    """A further city in which the partner works."""

    page = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="service_area_items")
    city = models.ForeignKey("content.City", on_delete=models.PROTECT, related_name="+", verbose_name=_("city"))

    once = ("city",)
    panels = [FieldPanel("city")]

    class Meta(InlineItem.Meta):
        verbose_name = _("city")

    def __str__(self) -> str:
        return str(self.city)


class PartnerMembership(InlineItem):
    """Membership in an umbrella organisation."""

    page = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="memberships")
    umbrella = models.ForeignKey(
        PartnerPage, on_delete=models.CASCADE, related_name="members", verbose_name=_("umbrella organisation")
    )
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True, help_text=_("Year."))
    until = models.PositiveSmallIntegerField(_("until"), null=True, blank=True, help_text=_("Year."))

    once = ("umbrella", "since")
    panels = [FieldPanel("umbrella"), FieldRowPanel([FieldPanel("since"), FieldPanel("until")])]

    class Meta(InlineItem.Meta):
        verbose_name = _("membership")

    def __str__(self) -> str:
        return str(self.umbrella)

    def integrity_errors(self) -> Errors:
        """An end before the beginning (V1)."""
        if self.since and self.until and self.until < self.since:
            return {"until": _("It ends before it begins; correct one of the dates.")}
        return {}
