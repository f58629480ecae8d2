"""The report of an event that is over: whether it lacks one, and what it may begin with."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from cms.content.schedule import Schedule

if TYPE_CHECKING:
    from cms.content.models import EventPage

TAKEN_OVER = ("speakers", "agenda", "outcomes")
"""Blocks of an announcement that say what was planned, in the order in which a report tells what became of it."""


def lacks_report(event: EventPage, now: dt.datetime) -> bool:
    """Whether it took place, is over, and has no report yet."""
    schedule = Schedule.of_page(event)
    return not event.report and not schedule.is_off and schedule.at(now).is_over


def suggested_report(event: EventPage) -> str:
    """The stream, as it is stored, with what was announced: who spoke, the agenda, and which outcomes were wanted.

    Where no block says who speaks, those are shown who contribute.
    """
    blocks = [
        {"type": each["type"], "value": _without_ids(each["value"])} for each in event.announcement.get_prep_value()
    ]
    found = {name: [each for each in blocks if each["type"] == name] for name in TAKEN_OVER}
    if event.contributions.exists():
        found["speakers"] = found["speakers"] or [
            {"type": "speakers", "value": {"title": "", "people": [], "portraits": False}}
        ]
    return json.dumps([block for name in TAKEN_OVER for block in found[name]])


def _without_ids(value: Any) -> Any:
    """The value of a block for another one: what it holds must not be taken for the same."""
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_ids(each) for name, each in value.items() if name != "id"}
    return value
