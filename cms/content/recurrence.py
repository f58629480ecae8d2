"""Dates that repeat: how often, as people say it, and the days that it gives."""

from __future__ import annotations

import datetime as dt
from itertools import islice, takewhile

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Frequency(TextChoices):
    """How often something takes place."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_DAY = "monthly_day", _("Every month on the same day")
    MONTHLY_WEEKDAY = "monthly_weekday", _("Every month on the same weekday, such as the second Tuesday")
    MONTHLY_LAST = "monthly_last", _("Every month on the last such weekday")


def repeated(first: dt.date, frequency: Frequency, *, until: dt.date | None = None, most: int) -> list[dt.date]:
    """The days after the first one, in order: until the last day, inclusive, and no more than `most`.

    A month that has no such day, such as the 31st or a fifth Tuesday, is left out.
    """
    days = (moment.date() for moment in _rule(first, frequency))
    later = takewhile(lambda day: until is None or day <= until, (day for day in days if day > first))
    return list(islice(later, most))


def _rule(first: dt.date, frequency: Frequency) -> rrule:
    start = dt.datetime.combine(first, dt.time())
    match frequency:
        case Frequency.DAILY:
            return rrule(DAILY, dtstart=start)
        case Frequency.WEEKLY:
            return rrule(WEEKLY, dtstart=start)
        case Frequency.FORTNIGHTLY:
            return rrule(WEEKLY, interval=2, dtstart=start)
        case Frequency.MONTHLY_DAY:
            return rrule(MONTHLY, bymonthday=first.day, dtstart=start)
        case Frequency.MONTHLY_WEEKDAY:
            return rrule(MONTHLY, byweekday=weekday(first.weekday(), (first.day - 1) // 7 + 1), dtstart=start)
        case Frequency.MONTHLY_LAST:
            return rrule(MONTHLY, byweekday=weekday(first.weekday(), -1), dtstart=start)
