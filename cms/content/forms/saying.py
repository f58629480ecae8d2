"""Fields for dates and times that understand them as people say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from cms.content.saying import Times, said_date, said_times


class SaidDateField(forms.DateField):
    """A day; `times` are those that were said with it."""

    times: Times | None = None

    def to_python(self, value: Any) -> dt.date | None:
        """The day, by the formats of the field or as people say it."""
        self.times = None
        try:
            return super().to_python(value)
        except ValidationError:
            said = said_date(str(value), today=timezone.localdate())
            if said is None:
                raise
            self.times = said.times
            return said.day


class SaidTimeField(forms.TimeField):
    """A time; `until` is the end, where it was said with it."""

    until: dt.time | None = None

    def to_python(self, value: Any) -> dt.time | None:
        """The time, by the formats of the field or as people say it."""
        self.until = None
        try:
            return super().to_python(value)
        except ValidationError:
            said = said_times(str(value))
            if said is None:
                raise
            self.until = said.end
            return said.start


def said_otherwise(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """The fields in which a day or time stands as it was said, each with how the desk writes it: “tomorrow” is another day tomorrow."""
    for name, field in form.fields.items():
        given, value = form.data.get(form.add_prefix(name)), getattr(form, "cleaned_data", {}).get(name)
        if isinstance(field, SaidDateField | SaidTimeField) and given and value:
            written = field.widget.format_value(value)
            if written != given:
                yield form.add_prefix(name), written


def connect() -> None:
    """Lets all dates and times of forms at the desk be said; repeating it does no harm."""
    register_form_field_override(models.DateField, override={"widget": AdminDateInput, "form_class": SaidDateField})
    register_form_field_override(models.TimeField, override={"widget": AdminTimeInput, "form_class": SaidTimeField})
