"""An event that was held, as the template for the next one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cms.content.choices import EventStatus

if TYPE_CHECKING:
    from cms.content.models import EventPage

OF_THEN = (
    *("report", "report_published_on", "participants", "participants_qualifier", "published_on"),
    *("status", "status_note", "replaced_by", "date_change_note", "registration_url", "registration_deadline"),
)
"""Fields that say what became of the event, or hold for its day alone."""


@transaction.atomic
def begin_anew(copy: EventPage, first_day: dt.date, *, user: Any) -> None:
    """Makes of the copy a draft of an event that begins on the day, with nothing of the one before but what may come again.

    Text, organisers, topics, programmes, format, places, times and people come along; people with the roles that they hold on the new day.
    """
    event: EventPage = copy.get_latest_revision_as_object()
    for name in OF_THEN:
        field: Any = event._meta.get_field(name)
        setattr(event, name, None if field.is_relation else field.get_default())
    _move_dates(event, first_day)
    _forget_roles(event)
    series = list(event.series_items.all())
    for item in series:
        item.number = None
    event.series_items.set(series)
    event.relations.set([])
    event.save(clean=False)
    # Of what the other one was before, the copy has no history.
    copy.revisions.all().delete()
    event.latest_revision = None
    event.save_revision(user=user, clean=False)


def fits(copied: EventPage, first_day: dt.date) -> bool:
    """Whether all its dates are in the calendar if the first one is on this day."""
    event: EventPage = copied.get_latest_revision_as_object()
    try:
        _move_dates(event, first_day)
    except OverflowError:
        return False
    return True


def _move_dates(event: EventPage, first_day: dt.date) -> None:
    """The first date to the day, and the others as far after it as they were."""
    dates = list(event.occurrences.all())
    away = first_day - event.day if event.day else dt.timedelta()
    for date in dates:
        date.start_date += away
        date.end_date = date.end_date and date.end_date + away
        date.status, date.status_note, date.previous_start = EventStatus.CONFIRMED, "", None
        date.online_url, date.year_inferred = "", False
    event.occurrences.set(dates)


def _forget_roles(event: EventPage) -> None:
    """Of people who have a record, so that their roles are taken from it anew."""
    contributions = list(event.contributions.all())
    for contribution in contributions:
        if contribution.person_id:
            contribution.roles, contribution.partner = "", None
    event.contributions.set(contributions)
    event.derive()
