"""Events as lists order them."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from cms.content.schedule import Group
from cms.publishing.models import Entry, OccurrenceRow
from cms.publishing.reading import agenda, entries
from cms.publishing.reading.beginnings import LastTurnOfEach
from tests.publishing.rows import NOON, Rows, titles

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def test_what_comes_goes_by_its_beginning_and_what_lasts_by_its_end(ledger: Rows) -> None:
    def add(title: str, starts_at: dt.datetime, ends_at: dt.datetime) -> Entry:
        return ledger.add("event", title, starts_at=starts_at, ends_at=ends_at)

    add("Bald, lang", NOON + DAY, NOON + 9 * DAY)
    add("Später, kurz", NOON + 2 * DAY, NOON + 2 * DAY + HOUR)
    add("Läuft, endet später", NOON - 40 * DAY, NOON + 30 * DAY)
    add("Läuft, endet bald", NOON - 30 * DAY, NOON + 20 * DAY)
    add("Vorbei", NOON - 2 * DAY, NOON - DAY)
    add("Länger vorbei", NOON - 9 * DAY, NOON - 8 * DAY)
    live = entries.live_entries()
    names = {entry.pk: entry.title for entry in live}
    ahead = agenda.order_ahead(live, now=NOON)
    told = {group: [names[key] for key in keys] for group, keys in ahead.items() if keys}
    assert told[Group.COMING] == ["Bald, lang", "Später, kurz"]
    assert [name for group, each in told.items() if group != Group.COMING for name in each] == [
        "Läuft, endet bald",
        "Läuft, endet später",
    ]
    assert titles(agenda.past(live, now=NOON)) == ["Vorbei", "Länger vorbei"]


def test_what_was_over_at_once_has_its_order(ledger: Rows) -> None:
    made = sorted(ledger.add("event", "Fest", starts_at=NOON - DAY, ends_at=NOON - HOUR).pk for _ in range(6))
    assert [entry.pk for entry in agenda.past(entries.live_entries(), now=NOON)] == made


def test_what_was_called_off_is_left_out(ledger: Rows) -> None:
    add = partial(ledger.add, "event", starts_at=NOON + DAY, ends_at=NOON + 2 * DAY)
    add("Findet statt", last_starts_at=NOON + DAY)
    off = add("Abgesagt", last_starts_at=NOON + DAY)
    add("Einmal")
    for entry in Entry.objects.filter(last_starts_at__isnull=False):
        OccurrenceRow.objects.create(
            entry=entry, starts_at=NOON + DAY, ends_at=NOON + 2 * DAY, exact=True, takes_place=entry != off
        )
    live = entries.live_entries().order_by("sequence")
    assert titles(agenda.not_called_off(live)) == ["Findet statt", "Einmal"]


@pytest.mark.parametrize(
    ("times", "turn"),
    [
        ([], None),
        ([(1, 2)], None),
        ([(-3, -2), (1, 2)], -2),
        ([(-3, -2), (-2, -1), (1, 2)], -1),
        ([(-3, 0)], 0),
        ([(-0.5, 0.5)], None),
        ([(-9, 30)], -9),
        ([(-9, 30), (-8, 20), (-99, -10)], -8),
    ],
)
def test_the_last_turn_of_a_date_is_its_end_or_the_beginning_of_what_lasts_long(
    ledger: Rows, times: list[tuple[float, float]], turn: float | None
) -> None:
    entry, other = ledger.add("event", "Fest"), ledger.add("event", "Markt")
    rows = [(entry, start, end) for start, end in times] + [(other, -2.0, -0.5)]
    for of, start, end in rows:
        OccurrenceRow.objects.create(
            entry=of, starts_at=NOON + start * DAY, ends_at=NOON + end * DAY, exact=True, takes_place=True
        )
    found = entries.live_entries().annotate(turn=LastTurnOfEach(NOON)).get(pk=entry.pk)
    assert found.turn == (None if turn is None else NOON + turn * DAY)
