"""Changes of published dates, which an archive must be able to account for (V4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps
from wagtail.log_actions import log

if TYPE_CHECKING:
    from cms.content.models import EventPage

DATE_CHANGED = "content.date_changed"


def published_dates(page: EventPage) -> set[dt.date]:
    """The first days of the event as the public knows them; none while it is not public."""
    occurrences = apps.get_model("content", "EventOccurrence")._default_manager
    return set(occurrences.filter(page_id=page.pk, page__live=True).values_list("start_date", flat=True))


def lost_dates(page: EventPage) -> set[dt.date]:
    """The published first days that the event no longer has."""
    if not page.pk:
        return set()
    return published_dates(page) - {each.start_date for each in page.occurrences.all()}


def log_lost_dates(page: EventPage, before: set[dt.date], *, user: Any = None) -> None:
    """Writes into the page's history which of the dates published before have gone, and why."""
    gone = before - published_dates(page)
    if gone:
        note = type(page)._default_manager.values_list("date_change_note", flat=True).get(pk=page.pk)
        data = {"gone": [day.isoformat() for day in sorted(gone)], "note": note}
        log(instance=page, action=DATE_CHANGED, user=user, data=data)
