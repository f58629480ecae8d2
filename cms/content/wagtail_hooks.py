"""What Wagtail gets from content: entries of its history, and what becomes of a copied event."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from cms.content.copying import begin_anew
from cms.content.models.date_changes import DATE_CHANGED


class DateChanged(LogFormatter):
    """That and why a published date has gone."""

    label = gettext_lazy("Change a date")

    def format_message(self, log_entry: Any) -> str:
        return _("Dates removed: %(dates)s. Reason: %(note)s") % {
            "dates": ", ".join(log_entry.data["gone"]),
            "note": log_entry.data["note"],
        }


class Erased(LogFormatter):
    """That a person was erased; not who it was."""

    label = gettext_lazy("Erase a person")
    message = gettext_lazy("Erased, once and for all")


def register_erased(actions: LogActionRegistry) -> None:
    actions.register_action("content.erase")(Erased)


def register_date_changed(actions: LogActionRegistry) -> None:
    actions.register_action(DATE_CHANGED)(DateChanged)


def begin_copy_anew(request: HttpRequest, page: Page, copy: Page) -> HttpResponse | None:
    """Of an event that was copied as a template for another day; its editor goes on with the copy."""
    if first_day := getattr(page, "copied_for", None):
        begin_anew(copy.specific, first_day, user=request.user)
        return redirect("wagtailadmin_pages:edit", copy.pk)
    return None


hooks.register("after_copy_page", begin_copy_anew)
hooks.register("register_log_actions", register_date_changed)
hooks.register("register_log_actions", register_erased)
