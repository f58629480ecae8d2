"""City programmes: what a programme does in one city."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from blocks.fields import ComposedStreamField
from cms.content.choices import ProgrammeRole, Qualifier
from cms.content.models.base import BasePage
from cms.content.models.image_field import HeroImage
from cms.content.panels.city_programme import CITY_PROGRAMME_TABS
from cms.content.panels.text import INDEX_TABS
from cms.content.validation import Errors, InlineItem


class CityProgrammeIndexPage(BasePage):
    """The list of city programmes."""

    max_count_per_parent = 1
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.CityProgrammePage"]
    edit_handler = INDEX_TABS

    class Meta:
        verbose_name = _("list of city programmes")


class CityProgrammePage(HeroImage, BasePage):
    """One programme in one city."""

    parent_page_types = ["content.CityProgrammeIndexPage"]
    subpage_types: list[str] = []

    programme = models.ForeignKey(
        "content.Programme", on_delete=models.PROTECT, related_name="city_programmes", verbose_name=_("programme")
    )
    city = models.ForeignKey(
        "content.City", on_delete=models.PROTECT, related_name="city_programmes", verbose_name=_("city")
    )
    runs_from = models.DateField(_("runs from"), null=True, blank=True)
    runs_until = models.DateField(_("runs until"), null=True, blank=True)
    goals = models.TextField(_("goals"), blank=True, help_text=_("One per line."))
    funding_line = models.CharField(_("funding line"), max_length=255, blank=True)
    body = ComposedStreamField("body", verbose_name=_("text"), blank=True)

    edit_handler = CITY_PROGRAMME_TABS
    called_by = ("title", "programme", "city")
    found_by = (*BasePage.found_by, "partner_items.partner", "coordinator_items.person")

    class Meta:
        verbose_name = _("city programme")
        verbose_name_plural = _("city programmes")

    @property
    def goal_list(self) -> list[str]:
        return [line.strip() for line in self.goals.splitlines() if line.strip()]

    def integrity_errors(self) -> Errors:
        """An end before the beginning (V1), and a second page of the programme in the city (V12)."""
        if self.runs_from and self.runs_until and self.runs_until < self.runs_from:
            return {"runs_until": _("It ends before it begins; correct one of the dates.")}
        if self.programme_id and self.city_id and self._twin_exists():
            return {"city": _("This programme already has a page for this city; edit that one.")}
        return {}

    def _twin_exists(self) -> bool:
        twins = CityProgrammePage.objects.filter(programme_id=self.programme_id, city_id=self.city_id)
        return twins.filter(locale_id=self.locale_id).exclude(pk=self.pk).exists()


class ProgrammePartner(InlineItem):
    """A partner's part in the city programme."""

    page = ParentalKey(CityProgrammePage, on_delete=models.CASCADE, related_name="partner_items")
    partner = models.ForeignKey(
        "content.PartnerPage", on_delete=models.PROTECT, related_name="programme_items", verbose_name=_("partner")
    )
    role = models.CharField(_("part"), max_length=12, choices=ProgrammeRole.choices, default=ProgrammeRole.PARTICIPANT)

    once = ("partner", "role")
    panels = [FieldRowPanel([FieldPanel("partner"), FieldPanel("role")])]

    class Meta(InlineItem.Meta):
        verbose_name = _("partner")

    def __str__(self) -> str:
        return str(self.partner)


class ProgrammeCoordinator(InlineItem):
    """A person who coordinates the city programme, and when."""

    page = ParentalKey(CityProgrammePage, on_delete=models.CASCADE, related_name="coordinator_items")
    person = models.ForeignKey(
        "content.Person", on_delete=models.PROTECT, related_name="coordinates", verbose_name=_("person")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    once = ("person", "since")
    panels = [FieldPanel("person"), FieldRowPanel([FieldPanel("since"), FieldPanel("until")])]

    class Meta(InlineItem.Meta):
        verbose_name = _("coordination")

    def __str__(self) -> str:
        return str(self.person)

    def integrity_errors(self) -> Errors:
        """An end before the beginning (V1)."""
        if self.since and self.until and self.until < self.since:
            return {"until": _("It ends before it begins; correct one of the dates.")}
        return {}


class ProgrammeFigure(InlineItem):
    """A figure that is not computed from events, with its source."""

    page = ParentalKey(CityProgrammePage, on_delete=models.CASCADE, related_name="figure_items")
    label = models.CharField(_("what is counted"), max_length=100)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    qualifier = models.CharField(_("how exact"), max_length=7, choices=Qualifier.choices, default=Qualifier.EXACT)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=255)

    once = ("label", "as_of")
    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("qualifier"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
    ]

    class Meta(InlineItem.Meta):
        verbose_name = _("figure")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
