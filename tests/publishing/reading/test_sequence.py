"""Where the ledger stands."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from cms.publishing.models import Counter, Entry
from cms.publishing.reading import last_change, rows
from cms.publishing.reading.sequence import changed_after, current_position, current_sequence, is_empty
from tests.publishing.rows import NOON, Rows

DAY = dt.timedelta(days=1)


def test_an_empty_ledger(db: None) -> None:
    Counter.objects.all().delete()
    assert (current_sequence(), current_position(), is_empty()) == (0, (0, ""), True)
    assert last_change.last_change() == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def test_how_much_changed_after_a_number(ledger: Rows) -> None:
    made = [ledger.add("event", f"Fest{number}") for number in range(4)]
    assert changed_after(made[0].sequence) == 3
    assert changed_after(made[0].sequence, before=made[3].sequence) == 2
    assert last_change.last_change() == made[3].updated_at
    Entry.objects.filter(pk=made[0].pk).update(updated_at=NOON + 99 * DAY)
    assert last_change.last_change() == made[3].updated_at
    assert not is_empty()


def test_rows_are_asked_for_only_if_there_are_any(ledger: Rows, django_assert_num_queries: object) -> None:
    fest = ledger.add("event", "Fest")
    assert rows.rows_by_id([fest.pk, uuid4()])[fest.pk].title == "Fest"
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        assert rows.rows_by_id([]) == {}
