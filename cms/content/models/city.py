"""Cities, told apart by their official key."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.content.finding import Findable
from cms.content.models.record import DraftableRecord
from cms.content.namesakes import Named


class State(models.TextChoices):
    """The Länder, by the first two digits of the official key."""

    SH = "01", "Schleswig-Holstein"
    HH = "02", "Hamburg"
    NI = "03", "Niedersachsen"
    HB = "04", "Bremen"
    NW = "05", "Nordrhein-Westfalen"
    HE = "06", "Hessen"
    RP = "07", "Rheinland-Pfalz"
    BW = "08", "Baden-Württemberg"
    BY = "09", "Bayern"
    SL = "10", "Saarland"
    BE = "11", "Berlin"
    BB = "12", "Brandenburg"
    MV = "13", "Mecklenburg-Vorpommern"
    SN = "14", "Sachsen"
    ST = "15", "Sachsen-Anhalt"
    TH = "16", "Thüringen"


class City(Findable, Named, DraftableRecord):
    """A city; „Halle (Saale)“ is the name „Halle“ with the qualifier „Saale“."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Without addition, e.g. „Halle“."))
    qualifier = models.CharField(
        _("addition"), max_length=100, blank=True, help_text=_("What tells it from others of its name, e.g. „Saale“.")
    )
    aliases = models.TextField(
        _("other spellings"), blank=True, help_text=_("One per line, e.g. „Halle/Saale“ and „Halle an der Saale“.")
    )
    ags = models.CharField(
        _("official municipality key"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^(0[1-9]|1[0-6])\d{6}$", _("Eight digits that begin with the key of a state."))],
        help_text=_("Eight digits, e.g. 15002000 for Halle (Saale)."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    partner_municipality = models.BooleanField(_("partner municipality"), default=False)

    named_by = ("name", "qualifier", "aliases")
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("qualifier")]),
                FieldPanel("aliases"),
                FieldPanel("ags"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("partner_municipality"),
                FieldPanel("slug"),
            ],
            heading=_("City"),
        )
    ]
    called_by = ("name", "qualifier", "aliases")

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name", "qualifier"]
        constraints = [models.UniqueConstraint(fields=["name", "qualifier"], name="city_told_apart")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name with its addition, e.g. „Halle (Saale)“."""
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name

    @property
    def names(self) -> list[str]:
        """With its addition, without it, and other spellings."""
        return [self.name, self.display_name, *self.alias_list]

    @property
    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def state(self) -> State:
        """The Land, from the official key."""
        return State(self.ags[:2])
