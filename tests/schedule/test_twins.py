"""The ledger and the search index say of every event what its schedule says, at every moment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import combinations

import pytest

from cms.content.schedule import RANK, Group, Phase, Schedule
from cms.publishing.reading import schedule
from cms.publishing.reading.beginnings import Beginning, GroupAt
from cms.publishing.reading.entries import live_entries, matching
from cms.publishing.reading.filters import Filter, Span
from search.query import SearchQuery
from search.service import search
from tests.schedule.archive import at, moments

Archive = dict[str, Schedule]
PROBES = [at(f"{year}-{month:02}-01T00:00") for year in (2026, 2027) for month in range(1, 13, 2)]


def in_ledger(wanted: Filter, now: dt.datetime) -> set[str]:
    return set(matching(live_entries(), wanted, now=now).values_list("title", flat=True))


def in_search(wanted: Filter, now: dt.datetime) -> set[str]:
    found = search(SearchQuery(text="", filter=wanted, page_size=100, now=now))
    return {hit.title for hit in found.hits}


@pytest.mark.parametrize("phase", Phase)
def test_phases(archive: Archive, phase: Phase) -> None:
    wanted = Filter(types=("event",), when=(phase,))
    for now in moments():
        expected = {title for title, each in archive.items() if each.at(now).phase == phase}
        assert in_ledger(wanted, now) == expected, now
        assert in_search(wanted, now) == expected, now


def test_every_event_is_in_one_phase_and_one_group(archive: Archive) -> None:
    for now in moments():
        by_phase = [in_ledger(Filter(types=("event",), when=(phase,)), now) for phase in Phase]
        events = live_entries().filter(type="event")
        by_group = [
            set(events.annotate(rank=GroupAt(now)).filter(rank=RANK[group]).values_list("title", flat=True))
            for group in Group
        ]
        for parts in (by_phase, by_group):
            assert sum(map(len, parts)) == len(set().union(*parts)) == len(archive)


@pytest.mark.parametrize("group", Group)
def test_groups_and_the_order_within_them(archive: Archive, group: Group) -> None:
    for now in moments():
        events = live_entries().filter(type="event").annotate(rank=GroupAt(now)).filter(rank=RANK[group])
        readings = {title: each.at(now) for title, each in archive.items()}
        expected = {title for title, each in readings.items() if each.group == group}
        assert set(events.values_list("title", flat=True)) == expected, now
        if group in (Group.COMING, Group.OVER):
            begins = dict(events.annotate(begins_at=Beginning(now)).values_list("title", "begins_at"))
            assert begins == {title: each.shown.starts_at for title, each in readings.items() if title in begins}


@pytest.mark.parametrize(
    ("gte", "lt"), [*combinations(PROBES, 2), *((each, None) for each in PROBES), *((None, each) for each in PROBES)]
)
def test_spans(archive: Archive, gte: dt.datetime | None, lt: dt.datetime | None) -> None:
    wanted = Filter(types=("event",), start=Span(gte, lt))
    expected = {
        title
        for title, each in archive.items()
        if each.within(gte or at("1990-01-01T00:00"), lt or at("2090-01-01T00:00"))
    }
    assert in_ledger(wanted, at("2026-02-01T12:00")) == expected
    assert in_search(wanted, at("2026-02-01T12:00")) == expected


def test_years(archive: Archive) -> None:
    """By the calendar where it takes place, and without what was called off: in the ledger, in its lists and in search."""
    events = live_entries().filter(type="event")
    expected = {year: {title for title, each in archive.items() if year in each.years} for year in (2026, 2027)}
    assert Counter(each.year for each in schedule.in_years(events)) == {year: len(expected[year]) for year in expected}
    assert expected[2027] == {"Jahr", "Ausstellung", "Ausstellung mit Abend", "Silvester", "Neujahr in Istanbul"}
    for year in (2025, 2026, 2027, 2028):
        keys = [each.entry for each in schedule.in_years(events) if each.year == year]
        assert set(events.filter(pk__in=keys).values_list("title", flat=True)) == expected.get(year, set())
        in_facet = Filter(types=("event",), facets={"year": ((str(year),),)})
        assert in_search(in_facet, at("2026-02-01T12:00")) == expected.get(year, set())


def test_what_is_called_off_altogether(archive: Archive) -> None:
    held = set(live_entries().filter(schedule.takes_place(), type="event").values_list("title", flat=True))
    assert set(archive) - held == {"Absage", "Nur abgesagte Termine"}
