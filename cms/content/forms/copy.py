"""The form in which an event is copied."""

from __future__ import annotations

import datetime as dt
from itertools import chain, count
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import AdminDateInput

from cms.content.copying import fits
from cms.content.slugs import slugify_de


class CopyAs(TextChoices):
    """What a copy is for."""

    TEMPLATE = "template", _("as a template for a new date")
    EXACTLY = "exactly", _("exactly as it is")


class EventCopyForm(CopyForm):
    """Asks whether the copy is a new event, and of which day; the address follows the title where it is left empty.

    Once it is valid, `copied_for` of its page is that day, and None for an exact copy.
    """

    copy_as = forms.ChoiceField(
        label=_("Copy the event"),
        choices=CopyAs.choices,
        initial=CopyAs.TEMPLATE,
        widget=forms.RadioSelect,
        help_text=_(
            "A template takes text, organisers, topics, places and people along; report, numbers, notes, status and registration stay behind, "
            "and people get the roles that they hold on the new day."
        ),
    )
    first_day = forms.DateField(
        label=_("First day of the new event"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Further dates follow it as they followed the first one before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "slug"):
            longest = self.page._meta.get_field(name).max_length
            self.fields[f"new_{name}"].validators.append(MaxLengthValidator(longest))
            self.fields[f"new_{name}"].widget.attrs["maxlength"] = str(longest)
        slug = self.fields["new_slug"]
        slug.required, slug.initial = False, ""
        slug.help_text = _("Leave it empty, and it is made from the title.")
        self.order_fields(["new_title", "copy_as", "first_day"])

    def clean(self) -> dict[str, Any]:
        """The cleaned values; a template needs its day, and is a draft of its own."""
        if not self.cleaned_data.get("new_slug") and "new_slug" not in self.errors:
            self.cleaned_data["new_slug"] = self._free_slug()
        cleaned: dict[str, Any] = super().clean()
        is_template = cleaned.get("copy_as") == CopyAs.TEMPLATE and not cleaned.get("alias")
        if is_template:
            cleaned["publish_copies"] = False
            self._judge_day(cleaned.get("first_day"))
        self.page.copied_for = cleaned.get("first_day") if is_template else None
        return cleaned

    def _judge_day(self, first_day: dt.date | None) -> None:
        if first_day is None and "first_day" not in self.errors:
            self.add_error("first_day", _("Say on which day the new event begins."))
        elif first_day and not fits(self.page.specific, first_day):
            self.add_error("first_day", _("The last date would lie beyond the year 9999; choose an earlier day."))

    def _free_slug(self) -> str:
        parent = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
        slug = slugify_de(self.cleaned_data.get("new_title", "")) or self.page.slug
        taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in count(2))
        return next(each for each in chain([slug], numbered) if each not in taken)
