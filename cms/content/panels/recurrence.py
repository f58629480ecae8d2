"""Repeats a date of an event, in place of typing each line."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static

from cms.content.forms.recurrence import RecurrenceForm


class RecurrencePanel(Panel):
    """Stands below the dates, whose lines it adds to; brings nothing to the form that is saved."""

    class BoundPanel(Panel.BoundPanel):
        """The fields of the rule."""

        template_name = "desk/recurrence.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The fields, which have no names."""
            form = RecurrenceForm(auto_id="desk-recurrence-%s", use_required_attribute=False)
            return {**super().get_context_data(parent_context), "recurrence": form}

        @property
        def media(self) -> Media:
            """The script that adds the lines."""
            return Media(js=[versioned_static("desk/recurrence.js")])
