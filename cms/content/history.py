"""Changes of published dates, which an archive must be able to account for (V4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.apps import apps
from wagtail.log_actions import log

if TYPE_CHECKING:
    from cms.content.models import EventPage

DATE_CHANGED = "content.date_changed"


def published_dates(page: EventPage) -> set[dt.date]:
    """The first days of the event as the public knows them; none while it is not public."""
    occurrences = apps.get_model("content", "EventOccurrence")._default_manager
    return (
        set(occurrences.filter(page_id=page.pk, page__live=True).values_list("start_date", flat=True))
        if page.pk
        else set()
    )


def lost_dates(page: EventPage) -> set[dt.date]:
    """The published first days that the event no longer has."""
    return published_dates(page) - {each.start_date for each in page.occurrences.all()}


def log_lost_dates(page: EventPage, before: set[dt.date]) -> None:
    """Writes into the page's history which of the dates published before have gone, and why."""
    if gone := before - published_dates(page):
        data = {"gone": [day.isoformat() for day in sorted(gone)], "note": page.date_change_note}
        log(instance=page, action=DATE_CHANGED, data=data)
