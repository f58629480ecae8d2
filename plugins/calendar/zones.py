"""VTIMEZONE components with the rules that held in the years of a calendar, made from the time zone database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP = dt.timedelta(days=1)
"""No two changes of a zone lie closer together."""

SECOND = dt.timedelta(seconds=1)


class Rule(NamedTuple):
    """How far a zone's clocks are ahead of UTC, how far of that is summer time, and what the rule is called."""

    offset: dt.timedelta
    summer: dt.timedelta
    name: str


def timezone_component(name: str, *, first: dt.datetime, last: dt.datetime) -> Timezone:
    """The zone with every change of its clocks between the two moments, each as an observance of its own."""
    # Whole years, so that a calendar's next event hardly ever changes the zone.
    return _component(name, first.year - 1, last.year + 1)


@lru_cache(maxsize=256)
def _component(name: str, first_year: int, last_year: int) -> Timezone:
    zone = ZoneInfo(name)
    begins = dt.datetime(max(first_year, 2), 1, 1, tzinfo=dt.UTC)
    rule = _rule(zone, begins)
    component = Timezone()
    component.add("TZID", name)
    component.add_component(_observance(begins, rule, rule))
    for moment, before, after in changes(zone, begins, dt.datetime(min(last_year, 9998) + 1, 1, 1, tzinfo=dt.UTC)):
        component.add_component(_observance(moment, before, after))
    return component


def changes(zone: ZoneInfo, begins: dt.datetime, ends: dt.datetime) -> Iterator[tuple[dt.datetime, Rule, Rule]]:
    """Each moment of the span at which the zone's rule changes, with the rules before and after."""
    moment = begins
    while moment < ends:
        following = min(moment + STEP, ends)
        before, after = _rule(zone, moment), _rule(zone, following)
        if before != after:
            yield _change(zone, moment, following), before, after
        moment = following


def _change(zone: ZoneInfo, low: dt.datetime, high: dt.datetime) -> dt.datetime:
    """The first second of the later rule."""
    before = _rule(zone, low)
    while high - low > SECOND:
        middle = low + (high - low) // 2 // SECOND * SECOND
        low, high = (middle, high) if _rule(zone, middle) == before else (low, middle)
    return high


def _rule(zone: ZoneInfo, moment: dt.datetime) -> Rule:
    local = moment.astimezone(zone)
    return Rule(local.utcoffset() or dt.timedelta(), local.dst() or dt.timedelta(), local.tzname() or "UTC")


def _observance(moment: dt.datetime, before: Rule, after: Rule) -> TimezoneStandard | TimezoneDaylight:
    """The rule from the moment on; RFC 5545 wants the moment in the local time that ends with it."""
    observance = TimezoneDaylight() if after.summer else TimezoneStandard()
    observance.add("DTSTART", (moment + before.offset).replace(tzinfo=None))
    observance.TZOFFSETFROM = before.offset
    observance.TZOFFSETTO = after.offset
    observance.add("TZNAME", after.name)
    return observance


def timezone_components(moments: Iterable[dt.datetime]) -> list[Timezone]:
    """The zones of these moments, in the order of their names; UTC needs none."""
    spans: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    for moment in moments:
        if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
            first, last = spans.get(moment.tzinfo.key, (moment, moment))
            spans[moment.tzinfo.key] = (min(first, moment), max(last, moment))
    return [timezone_component(name, first=first, last=last) for name, (first, last) in sorted(spans.items())]
