"""The dates of an event."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.content.choices import PRECISIONS, UNSURE, EventStatus, Precision
from cms.content.time import window_of
from cms.content.validation import Errors, InlineItem
from cms.extend import Window

LAST_DAY = Coalesce("end_date", "start_date")
"""The last day of a date, as the database reads it."""


def validate_timezone(name: str) -> None:
    """Refuses what is no time zone of the IANA database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone; write e.g. Europe/Berlin."), params={"name": name})


class EventOccurrence(InlineItem):
    """One date of an event: local days and times, as exact as they are known."""

    page = ParentalKey("content.EventPage", on_delete=models.CASCADE, related_name="occurrences")
    start_date = models.DateField(_("first day"))
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only if it lasts several days."))
    end_time = models.TimeField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("precision"),
        max_length=6,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text=_("How exactly the date is known."),
    )
    all_day = models.BooleanField(_("all day"), default=False)
    year_inferred = models.BooleanField(
        _("year concluded"), default=False, help_text=_("The source names no year; it was concluded from its context.")
    )
    timezone = models.CharField(_("time zone"), max_length=50, default="Europe/Berlin", validators=[validate_timezone])
    place = models.ForeignKey(
        "content.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    online_url = models.URLField(_("link to take part online"), blank=True)
    status = models.CharField(
        _("status of this date"), max_length=12, choices=EventStatus.choices, default=EventStatus.CONFIRMED
    )
    status_note = models.CharField(_("reason"), max_length=255, blank=True)
    previous_start = models.DateField(
        _("moved from"), null=True, blank=True, help_text=_("The day it was announced for first.")
    )

    once = ("start_date", "start_time", "end_date", "end_time", "place", "online_url")
    panels = [
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
        FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("all_day")]),
        FieldPanel("place"),
        FieldPanel("online_url"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("status_note")]),
        FieldRowPanel([FieldPanel("previous_start"), FieldPanel("timezone")]),
        FieldPanel("year_inferred"),
    ]

    class Meta(InlineItem.Meta):
        verbose_name = pgettext_lazy("of an event", "date")
        verbose_name_plural = pgettext_lazy("of an event", "dates")
        # What comes next, and what is over, in the order of days.
        indexes = [
            models.Index(fields=["start_date", "page"]),
            models.Index(LAST_DAY.desc(), "page", name="content_occurrence_last_day"),
        ]

    def __str__(self) -> str:
        return f"{self.start_date:%d.%m.%Y}"

    @property
    def window(self) -> Window:
        """When it takes place; its end is exclusive."""
        return window_of(
            start_date=self.start_date,
            start_time=self.start_time,
            end_date=self.end_date,
            end_time=self.end_time,
            precision=self.precision,
            timezone=self.timezone,
        )

    @property
    def last_day(self) -> dt.date:
        """The last day, which is the first one unless told otherwise."""
        return self.end_date or self.start_date

    def integrity_errors(self) -> Errors:
        """An end before the beginning (V1)."""
        if not self.start_date:
            return {}
        if self.end_date and self.end_date < self.start_date:
            return {"end_date": _("The last day lies before the first one; correct one of them.")}
        if self.last_day == self.start_date and self.start_time and self.end_time and self.end_time < self.start_time:
            return {
                "end_time": _(
                    "It ends before it begins; correct the times, or give the last day if it ends after midnight."
                )
            }
        return {}

    def publishing_errors(self) -> Errors:
        """Times that do not fit the precision (V2), and a change without a reason (V3)."""
        errors: dict[str, Any] = {}
        if self.precision != Precision.MINUTE and self.start_time:
            message = _("There is a time: choose “%(precision)s”, or remove the time.")
            errors["precision"] = message % {"precision": dict(PRECISIONS)[Precision.DAY]}
        if self.precision == Precision.MINUTE and not self.start_time:
            errors["start_time"] = _("Give the time, or choose a precision without time.")
        if self.end_time and not self.start_time:
            errors["start_time"] = _("There is an end but no beginning; add the time it begins.")
        if self.all_day and (self.start_time or self.end_time):
            errors["all_day"] = _("All day means without times: remove the times or the mark.")
        if self.status in UNSURE and not self.status_note:
            errors["status_note"] = _("Say why, in a few words; visitors read it.")
        return errors
