"""Who speaks in the texts of an event, and in which roles: those of the day, as in its contributions (T13, V8)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

from cms.content.models.event_relations import EventContribution, doubtful_roles
from cms.content.questions import Question

if TYPE_CHECKING:
    from cms.content.models.event import EventPage

STREAMS = ("announcement", "report")
ALONE = ("quote", "statement")
"""Blocks of which each is somebody's."""
TOGETHER = ("speakers",)
"""Blocks with a list of `people`."""
LONGEST = 255
"""Characters of a role in a block."""

Speech = MutableMapping[str, Any]
"""The value of a block with `speaker`, `role` and `partner`."""


def speeches(stream: Any) -> Iterator[Speech]:
    """What people with a record say in the blocks of the stream; whatever is changed there is changed in the stream."""
    for index, raw in enumerate(stream.raw_data):
        if raw["type"] in ALONE:
            yield from _of_records([stream[index].value])
        elif raw["type"] in TOGETHER:
            yield from _of_records(stream[index].value["people"])


def _of_records(values: Iterable[Speech]) -> Iterator[Speech]:
    return (value for value in values if value.get("speaker"))


def fill_roles(event: EventPage, day: dt.date) -> None:
    """Takes down, where no role is told, which ones the person held when they spoke: on the day of the quote, otherwise of the event."""
    for name in STREAMS:
        for value in speeches(getattr(event, name)):
            if not (value.get("role") or "").strip():
                line = _line(value)
                line.take_down_roles(_day_of(value, day))
                value["role"] = _fitting(line.role_list)
                value["partner"] = line.partner


def doubtful_speakers(event: EventPage, day: dt.date) -> Iterator[Question]:
    """Asks about people who speak for a partner at which, as their record says, they were at another time."""
    for name in STREAMS:
        by_day: dict[dt.date, list[Any]] = defaultdict(list)
        for value in speeches(getattr(event, name)):
            by_day[_day_of(value, day)].append(_line(value))
        for spoken_on, lines in by_day.items():
            yield from doubtful_roles(lines, spoken_on, place=name)


def _line(value: Speech) -> EventContribution:
    """The contribution that would say the same."""
    return EventContribution(person=value["speaker"], partner=value.get("partner"))


def _day_of(value: Speech, day: dt.date) -> dt.date:
    return value.get("said_on") or day


def _fitting(roles: list[str]) -> str:
    """As many of the roles as a block holds, the first ones."""
    while len(", ".join(roles)) > LONGEST:
        roles = roles[:-1]
    return ", ".join(roles)
