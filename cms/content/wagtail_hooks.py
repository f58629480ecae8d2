"""What the history of pages can say of content."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.content.history import DATE_CHANGED


class DateChanged(LogFormatter):
    """That and why a published date has gone."""

    label = gettext_lazy("Change a date")

    def format_message(self, log_entry: Any) -> str:
        """The dates and the reason."""
        return _("Dates removed: %(dates)s. Reason: %(note)s") % {
            "dates": ", ".join(log_entry.data["gone"]),
            "note": log_entry.data["note"],
        }


def register_date_changed(actions: LogActionRegistry) -> None:
    """Makes the action known."""
    actions.register_action(DATE_CHANGED)(DateChanged)


hooks.register("register_log_actions", register_date_changed)
