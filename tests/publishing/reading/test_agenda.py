"""Events as lists order them."""

from __future__ import annotations

import datetime as dt

from cms.content.schedule import Group
from cms.publishing.models import Entry
from cms.publishing.reading import agenda, entries
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
