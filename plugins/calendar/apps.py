"""The calendar plugin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.extend import Exporter, Plugin


class CalendarConfig(Plugin):
    """iCalendar for an event, each list and each filter."""

    name = "plugins.calendar"
    label = "calendar"
    slug = "calendar"
    title = "Calendar"
    version = "1.0"
    enabled_by_default = True
    verbose_name = _("Calendar")

    def exporters(self) -> Iterable[Exporter]:
        """Events that are not long over, with those that were called off a short while ago."""
        from plugins.calendar import icalendar_file

        yield Exporter(
            name="calendar.ics",
            label=_("iCalendar"),
            media_type="text/calendar",
            export=icalendar_file.icalendar_file,
            types=("event",),
            public=True,
            limit=1000,
            complete=True,
            past=dt.timedelta(days=90),
            remembers=dt.timedelta(days=30),
        )
