"""When an event takes place, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import ngettext

from cms.content.schedule import Schedule
from cms.site.formats.dates import Dates, when_text
from cms.site.languages import ui_language


def dates_of(document: Mapping[str, Any], *, language: str, now: dt.datetime) -> str:
    """The next date or the last one, how many more are to come, and the state of the event where it is unusual; else empty."""
    schedule = Schedule.of_document(document)
    reading = schedule.at(now)
    if reading.shown is None:
        return ""
    with translation.override(ui_language(language)):
        when = f"{when_text(Dates.of_date(reading.shown), language=language)} {_more(reading.further)}".strip()
        state = str(document["status"]["label"]) if schedule.is_off else ""
        return ", ".join(filter(None, [state, when]))


def _more(number: int) -> str:
    text = ngettext("and %(number)s more date", "and %(number)s more dates", number) % {"number": number}
    return text if number else ""
