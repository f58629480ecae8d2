"""Which days a repeated date has."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.content.forms.saying import SaidDateField
from cms.content.recurrence import Frequency, repeated

MOST = 100
"""Dates at once."""
FORMATS = [settings.WAGTAIL_DATE_FORMAT, "%Y-%m-%d"]


class RecurrenceForm(forms.Form):
    """Asks how often a date is repeated, and until when or how many times in all."""

    first = SaidDateField(input_formats=FORMATS, error_messages={"required": _("Give the first date its day above.")})
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices, initial=Frequency.WEEKLY)
    until = SaidDateField(label=_("Until"), required=False, input_formats=FORMATS)
    count = forms.IntegerField(label=_("Or how many dates in all"), required=False, min_value=2, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        """The cleaned values; refuses a rule without an end, with two, and one that gives no or too many days."""
        cleaned: dict[str, Any] = super().clean() or {}
        until, count = cleaned.get("until"), cleaned.get("count")
        if self.errors:
            return cleaned
        if bool(until) == bool(count):
            raise ValidationError(_("Say until when it is repeated, or how many dates there are, one of both."))
        found = self.days()
        if not found:
            self.add_error("until", _("There is no further date until then; choose a later day."))
        if len(found) >= MOST and not count:
            message = _("These are more than %(most)d dates; choose an earlier day, and add the others afterwards.")
            self.add_error("until", ValidationError(message, params={"most": MOST}))
        return cleaned

    def days(self) -> list[dt.date]:
        """The days after the first one."""
        given = self.cleaned_data
        most = given["count"] - 1 if given["count"] else MOST
        return repeated(given["first"], Frequency(given["frequency"]), until=given["until"], most=most)
