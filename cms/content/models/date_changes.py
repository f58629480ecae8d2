"""Changes of published dates, which an archive must be able to account for (V4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from wagtail.log_actions import log
from wagtail.models import Page

from cms.content.models.occurrence import EventOccurrence

DATE_CHANGED = "content.date_changed"
RECENT = 365
"""Days after an event within which its report is new when it is published here."""


def published_dates(event: Page) -> set[dt.date]:
    """The first days of the event as the public knows them; none while it is not public."""
    stored = EventOccurrence.objects.filter(page=event.pk, page__live=True)
    return set(stored.values_list("start_date", flat=True))


def note_moves(event: Page) -> set[dt.date]:
    """Takes down at each date from which day it was moved, unless that is told or the date moved back; the days that are public."""
    public = dict(EventOccurrence.objects.filter(page=event.pk).values_list("pk", "start_date"))
    dates = list(event.occurrences.all())
    for date in dates:
        before = public.get(date.pk)
        if before and date.start_date not in (None, before) and not date.previous_start:
            date.previous_start = before
        elif date.previous_start == date.start_date:
            date.previous_start = None
    event.occurrences.set(dates)
    return set(public.values())


def note_report(event: Page, *, today: dt.date) -> None:
    """Dates a report that appears today, unless it is one of long ago, whose day somebody else knows."""
    is_recent = any(date.last_day and (today - date.last_day).days < RECENT for date in event.occurrences.all())
    if event.report and not event.report_published_on and is_recent:
        was_public = type(event).objects.filter(pk=event.pk, live=True).exclude(report=[]).exists()
        event.report_published_on = None if was_public else today


def log_lost_dates(event: Page, lost: Collection[dt.date], *, note: str) -> None:
    """Writes into the event's history which of the dates published before have gone, and why."""
    if lost:
        log(instance=event, action=DATE_CHANGED, data={"gone": [day.isoformat() for day in sorted(lost)], "note": note})
