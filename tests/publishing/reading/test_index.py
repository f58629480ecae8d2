"""The ledger as an index reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from cms.public.reasons import Reason
from cms.publishing.models import Entry, EntryState
from cms.publishing.reading import index
from cms.publishing.reading.sequence import Position, current_position, current_sequence
from tests.publishing.rows import Rows, titles


def found_by(*entries: Entry) -> Mapping[UUID, index.Found]:
    """The public ones of these, as who has read everything finds them."""
    sequence, found = index.found_by([entry.pk for entry in entries], current_position())
    assert sequence == current_sequence()
    return found


def test_batches_hold_everything_once_in_the_order_of_changes(ledger: Rows) -> None:
    made = [ledger.add("event", f"Fest{number}") for number in range(5)]
    ledger.add("news", "Neues")
    gone = ledger.add("event", "Fort", reason=Reason.DELETED)

    def read(upto: int | None = None) -> list[list[str]]:
        return [titles(batch) for batch in index.live_batches(["event"], size=2, upto=upto)]

    assert read() == [["Fest0", "Fest1"], ["Fest2", "Fest3"], ["Fest4"]]
    assert read(upto=made[2].sequence) == [["Fest0", "Fest1"], ["Fest2"]]
    assert [titles(batch) for batch in index.batches_after(made[4].sequence, size=9)] == [["Neues", gone.title]]
    (batch,) = index.live_batches(["event"], size=9, columns=["title"])
    assert batch[0].get_deferred_fields().isdisjoint({"id", "sequence", "title"})
    assert "document" in batch[0].get_deferred_fields()
    (whole,) = index.live_batches(["event"], size=9)
    assert whole[0].get_deferred_fields() == set()


def test_what_is_public_is_counted(ledger: Rows) -> None:
    fest = ledger.add("event", "Fest")
    ledger.add("city", "Kiel", locale="")
    gone = ledger.add("event", "Fort", locale="en", reason=Reason.DELETED)
    assert index.live_count(["event", "city"]) == 2
    assert index.live_locales(["event", "city"]) == {"de", ""}
    assert index.names_by_id([fest.pk, gone.pk]) == {fest.pk: "event Fest", gone.pk: "event Fort"}
    assert list(found_by(fest, gone)) == [fest.pk]


def test_what_has_not_changed_since_it_was_found_is_not_read_again(
    ledger: Rows, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(index, "may_remember", lambda: True)
    fest, fair = ledger.add("event", "Fest"), ledger.add("event", "Fair", passages=[["Zuerst", "lead", "", ""]])
    before, current = found_by(fest, fair), current_sequence()
    with django_assert_num_queries(1):
        assert index.found_by([fest.pk, fair.pk], Position()) == (current, before)
    # Passages are no part of the document, whose tag stays.
    Entry.objects.filter(pk=fair.pk).update(sequence=ledger.add("news", "Neues").sequence + 1, passages=[])
    assert [each.passages for each in found_by(fest, fair).values()] == [[], []]
    Entry.objects.filter(pk=fest.pk).update(state=EntryState.WITHDRAWN)
    assert list(found_by(fest, fair)) == [fair.pk]


def test_of_another_ledger_nobody_has_found_anything(ledger: Rows) -> None:
    fest = ledger.add("event", "Fest")
    known = current_position()
    for position in (Position(known.sequence + 1, known.mark), Position(known.sequence, "another")):
        assert index.found_by([fest.pk], position)[0] is None
        assert index.found_by([], position) == (None, {})
    assert index.found_by([], known) == (known.sequence, {})
