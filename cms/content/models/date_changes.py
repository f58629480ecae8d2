"""Changes of published dates, which an archive must be able to account for (V4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from wagtail.log_actions import log
from wagtail.models import Page

from cms.content.models.occurrence import EventOccurrence

DATE_CHANGED = "content.date_changed"


def published_dates(event: Page) -> set[dt.date]:
    """The first days of the event as the public knows them; none while it is not public."""
    stored = EventOccurrence.objects.filter(page=event.pk, page__live=True)
    return set(stored.values_list("start_date", flat=True))


def log_lost_dates(event: Page, lost: Collection[dt.date], *, note: str) -> None:
    """Writes into the event's history which of the dates published before have gone, and why."""
    if lost:
        log(instance=event, action=DATE_CHANGED, data={"gone": [day.isoformat() for day in sorted(lost)], "note": note})
