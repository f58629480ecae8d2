"""Who a person was, where, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.content.validation import Errors, InlineItem
from cms.public.visibility import is_public


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class Affiliation(InlineItem):
    """A role at an organisation, as it is written there, with the time it was held."""

    person = ParentalKey("content.Person", on_delete=models.CASCADE, related_name="affiliations")
    partner = models.ForeignKey(
        "content.PartnerPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("partner"),
    )
    organisation_text = models.CharField(
        _("other organisation"), max_length=200, blank=True, help_text=_("Only if it is no partner in this archive.")
    )
    role = models.CharField(_("role"), max_length=200, help_text=_("As written, e.g. „Vorstandsvorsitzende“."))
    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    until = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    is_primary = models.BooleanField(_("main role"), default=False)

    once = ("role", "partner", "organisation_text", "since")
    panels = [
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("partner"), FieldPanel("organisation_text")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("since_precision")]),
        FieldRowPanel([FieldPanel("until"), FieldPanel("until_precision")]),
        FieldPanel("is_primary"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self._with(self.organisation)

    def _with(self, organisation: str) -> str:
        named = organisation.casefold() in self.role.casefold()
        return self.role if named else f"{self.role}, {organisation}"

    @property
    def organisation(self) -> str:
        return str(self.partner) if self.partner_id else self.organisation_text

    @property
    def public_organisation(self) -> str:
        """The organisation's name as everybody may read it; "" for a partner that is not public."""
        return self.organisation if self.partner is None or is_public(self.partner) else ""

    @property
    def public_text(self) -> str:
        """The role, with the organisation if everybody may read its name."""
        return self._with(self.public_organisation)

    def held_on(self, day: dt.date) -> bool:
        """Whether the role was held on the day; an open side is no limit, a bare year counts whole."""
        return (self.since is None or self._first() <= day) and (self.until is None or day <= self._last())

    def _first(self) -> dt.date:
        assert self.since is not None
        month = 1 if self.since_precision == DatePrecision.YEAR else self.since.month
        return self.since if self.since_precision == DatePrecision.DAY else self.since.replace(month=month, day=1)

    def _last(self) -> dt.date:
        assert self.until is not None
        if self.until_precision == DatePrecision.DAY:
            return self.until
        month = 12 if self.until_precision == DatePrecision.YEAR else self.until.month
        return (self.until.replace(month=month, day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)

    def integrity_errors(self) -> Errors:
        """Two organisations at once, and an end before the beginning (V1)."""
        errors: dict[str, Any] = {}
        if self.partner_id and self.organisation_text:
            errors["organisation_text"] = _("Choose a partner or write another organisation, not both.")
        if self.since and self.until and self.until < self.since:
            errors["until"] = _("The role ends before it begins; correct one of the dates.")
        return errors
