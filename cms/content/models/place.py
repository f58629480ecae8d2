"""Where things happen: a room with an address, or an address on the web."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.content.finding import Findable
from cms.content.models.record import DraftableRecord
from cms.content.namesakes import Named
from cms.content.validation import Errors
from cms.public.visibility import may_be_named


class Place(Findable, Named, DraftableRecord):
    """A place in a city, or one online."""

    name = models.CharField(_("name"), max_length=200, help_text=_("E.g. „Literaturhaus“."))
    city = models.ForeignKey(
        "content.City",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("city"),
        help_text=_("Leave empty for a place online."),
    )
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    online = models.BooleanField(_("online"), default=False, help_text=_("A video room or stream; has no address."))
    url = models.URLField(_("web address"), blank=True)
    accessibility = models.TextField(
        _("accessibility"), blank=True, help_text=_("E.g. step-free entrance, lift, accessible toilet.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    named_by = ("name", "city")
    panels = [
        FieldPanel("name"),
        FieldPanel("city"),
        FieldRowPanel([FieldPanel("street_address"), FieldPanel("postal_code")]),
        FieldRowPanel([FieldPanel("online"), FieldPanel("url")]),
        FieldPanel("accessibility"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("slug"),
    ]
    called_by = ("name", "city")
    found_by = ("street_address",)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "city"],
                name="place_once_per_city",
                violation_error_message=_("This city already has a place of that name; use that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}" if may_be_named(self.city) else self.name

    @property
    def names(self) -> list[str]:
        """With and without the name of its city, which one of two often has."""
        city = self.city.name if self.city else ""
        return [self.name, f"{self.name} {city}"]

    def others(self) -> QuerySet[Place]:
        """The other places of the city, or online."""
        return super().others().filter(city=self.city_id).select_related("city")

    def integrity_errors(self) -> Errors:
        """Both online and at an address, or neither."""
        if self.online and (self.street_address or self.city_id):
            return {"online": _("A place is either online or in a city: remove the city and the address.")}
        if not self.online and not self.city_id:
            return {"city": _("Choose the city, or mark the place as online.")}
        return {}
