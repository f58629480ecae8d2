"""Partners: the organisations of the network."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable, Page
from wagtail.search import index

from blocks.fields import ComposedStreamField
from cms.content.models.base import BasePage
from cms.content.models.choices import LegalForm, PartnerKind

LEGAL_FORM = re.compile(r"\be\.\s?v\.?(?!\w)", re.IGNORECASE)


class PartnerIndexPage(BasePage):
    """The list of partners."""

    template = "site/partner_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.PartnerPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("partner list")


class PartnerPage(BasePage):
    """An organisation of the network; its title is the name that readers know."""

    template = "site/partner_page.html"
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
    logo = models.ForeignKey(
        "content.CreditedImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
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

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("logo"),
        FieldPanel("body"),
    ]
    profile_panels = [
        FieldPanel("legal_name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("acronym")]),
        FieldRowPanel([FieldPanel("legal_form"), FieldPanel("kind")]),
        FieldPanel("city"),
        InlinePanel("service_area_items", heading=_("Also works in"), label=_("City")),
        FieldRowPanel([FieldPanel("founded"), FieldPanel("dissolved")]),
        FieldRowPanel([FieldPanel("register_court"), FieldPanel("register_number")]),
        InlinePanel("memberships", heading=_("Member of"), label=_("Umbrella organisation")),
        FieldPanel("successor"),
    ]
    contact_panels = [
        MultiFieldPanel(
            [
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("imprint_url"),
            ],
            heading=_("Contact"),
        )
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(profile_panels, heading=_("Profile")),
            ObjectList(contact_panels, heading=_("Contact")),
            ObjectList(Page.promote_panels, heading=_("Publication")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("legal_name"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.title

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Writes the legal form in one way, „ e.V.“ with a space that does not break, then validates (V11)."""
        self.title = _normalised(self.title)
        self.legal_name = _normalised(self.legal_name)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuses a legal form within the short name (V11), and an end before the beginning."""
        super().clean()
        if LEGAL_FORM.search(self.short_name):
            raise ValidationError({"short_name": _("Leave out the legal form here; it has a field of its own.")})
        if self.founded and self.dissolved and self.dissolved < self.founded:
            raise ValidationError({"dissolved": _("It was dissolved before it was founded; correct one of the years.")})


def _normalised(name: str) -> str:
    return re.sub(r"[\s\xa0]*\be\.[\s\xa0]?v\.?(?!\w)", "\xa0e.V.", name, flags=re.IGNORECASE) if name else name


class PartnerServiceArea(Orderable):
    """A further city in which the partner works."""

    page = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="service_area_items")
    city = models.ForeignKey("content.City", on_delete=models.PROTECT, related_name="+", verbose_name=_("city"))

    panels = [FieldPanel("city")]

    class Meta(Orderable.Meta):
        verbose_name = _("city")

    def __str__(self) -> str:
        return str(self.city)


class PartnerMembership(Orderable):
    """Membership in an umbrella organisation."""

    page = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="memberships")
    umbrella = models.ForeignKey(
        PartnerPage, on_delete=models.CASCADE, related_name="members", verbose_name=_("umbrella organisation")
    )
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True, help_text=_("Year."))
    until = models.PositiveSmallIntegerField(_("until"), null=True, blank=True, help_text=_("Year."))

    panels = [FieldPanel("umbrella"), FieldRowPanel([FieldPanel("since"), FieldPanel("until")])]

    class Meta(Orderable.Meta):
        verbose_name = _("membership")

    def __str__(self) -> str:
        return str(self.umbrella)
