"""Events as lists order them: what comes next, what lasts, what is over."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from cms.content.schedule import RANK, Group
from cms.publishing.models import Entry
from cms.publishing.reading import schedule
from cms.publishing.reading.beginnings import Beginning, GroupAt

GROUPS = {rank: group for group, rank in RANK.items()}


def past(events: QuerySet[Entry], *, now: dt.datetime) -> QuerySet[Entry]:
    """Those of the events that are over, the last one first."""
    return events.filter(ends_at__lte=now).annotate(begins_at=Beginning(now)).order_by("-begins_at", "id")


def not_called_off(events: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the events that take place."""
    return events.filter(schedule.takes_place())


def order_ahead(events: QuerySet[Entry], *, now: dt.datetime) -> dict[Group, list[UUID]]:
    """The keys of the events that are not over by their groups, in one query: what comes next first, else what ends first."""
    ahead = events.filter(ends_at__gt=now).annotate(stands_in=GroupAt(now), begins_at=Beginning(now)).order_by()
    found: dict[Group, list[tuple[dt.datetime, UUID]]] = {group: [] for group in Group}
    for key, rank, begins_at, ends_at in ahead.values_list("pk", "stands_in", "begins_at", "ends_at"):
        group = GROUPS[rank]
        turn = begins_at if group == Group.COMING else ends_at
        assert turn is not None
        found[group].append((turn, key))
    return {group: [key for _, key in sorted(each)] for group, each in found.items()}
