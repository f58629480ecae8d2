"""Delta sync: a full export first, then every change, with a tombstone for all that is to be forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cms.content.models import EventPage
from cms.extend import public_id
from cms.public.reasons import Reason
from cms.publishing import ledger
from cms.publishing.reading.changes import Changes, changes_since
from cms.publishing.reading.filters import Filter
from cms.publishing.reading.lookup import Found, Gone, Moved, look_up
from tests.publishing.conftest import entry_of
from tests.publishing.rows import NOON, Rows

Make = Callable[..., Any]
EVENTS = Filter(types=("event",))


def since(sequence: int, wanted: Filter = EVENTS, limit: int = 100) -> Changes:
    return changes_since(sequence, wanted, now=timezone.now(), limit=limit)


def test_the_first_call_exports_what_is_public(event: Make) -> None:
    kept, gone = event("Bleibt"), event("Geht")
    gone.unpublish()
    found = since(0)
    assert [change.entry.pk for change in found.items] == [entry_of(kept).pk]
    assert not found.more


def test_later_calls_tell_what_changed_and_what_to_forget(event: Make) -> None:
    kept, gone = event("Bleibt"), event("Geht")
    until = since(0).until
    gone.unpublish()
    kept.lead = "Neu"
    kept.save_revision().publish()
    found = since(until)
    told = [(change.entry.pk, change.reason) for change in found.items]
    assert told == [(entry_of(gone).pk, "unpublished"), (entry_of(kept).pk, "")]
    assert since(found.until).items == []


def test_what_leaves_the_filter_is_to_be_forgotten(event: Make) -> None:
    page = event()
    conferences = Filter(types=("event",), facets={"format": (("conference",),)})
    until = since(0, conferences).until
    page.format = "workshop"
    page.save_revision().publish()
    assert [change.reason for change in since(until, conferences).items] == ["left-filter"]


@pytest.mark.parametrize("taken_back", ["by an editor", "with others"])
def test_what_was_forgotten_already_has_not_left_a_filter_when_it_comes_back_outside(
    event: Make, taken_back: str
) -> None:
    page = event()
    conferences = Filter(types=("event",), facets={"format": (("conference",),)})
    if taken_back == "by an editor":
        page.unpublish()
    else:
        ledger.withdraw_all([public_id(page)], Reason.UNPUBLISHED)
    forgotten = since(1, conferences)
    assert [change.reason for change in forgotten.items] == ["unpublished"]
    page.format = "workshop"
    page.save_revision().publish()
    assert since(forgotten.until, conferences).items == []


def test_what_came_back_as_it_was_leaves_a_filter_like_any_other(event: Make) -> None:
    page = event()
    conferences = Filter(types=("event",), facets={"format": (("conference",),)})
    page.unpublish()
    page.save_revision().publish()
    back = since(1, conferences)
    assert [change.reason for change in back.items] == [""]
    page.format = "workshop"
    page.save_revision().publish()
    assert [change.reason for change in since(back.until, conferences).items] == ["left-filter"]


def test_batches_join_without_a_gap(event: Make) -> None:
    for number in range(5):
        event(f"Treffen {number}")
    seen, cursor, more = [], 0, True
    while more:
        batch = since(cursor, limit=2)
        seen += [change.entry.title for change in batch.items]
        cursor, more = batch.until, batch.more
        if not cursor:
            break
    assert seen == [f"Treffen {number}" for number in range(5)]


def test_a_path_leads_to_its_page_then_to_where_it_moved_then_to_its_tombstone(
    event: Make, django_capture_on_commit_callbacks: Make
) -> None:
    page = event()
    old = entry_of(page).path
    assert isinstance(look_up(old), Found)
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "neue-adresse"
        page.save_revision().publish()
    moved = look_up(old)
    assert isinstance(moved, Moved)
    assert moved.to.endswith("/neue-adresse/")
    page = EventPage.objects.get(pk=page.pk)
    page.unpublish()
    assert isinstance(look_up(entry_of(page).path), Gone)
    assert look_up("/gab-es-nie/") is None


def test_phases_are_told_by_the_clock(event: Make) -> None:
    from cms.publishing.reading.entries import live_entries, matching
    from cms.publishing.reading.filters import Phase

    event("Tag", day=dt.date(2026, 3, 29))  # the night in which clocks go forward

    def phase_at(moment: dt.datetime) -> list[Phase]:
        entries = live_entries().filter(type="event")
        return [each for each in Phase if matching(entries, Filter(when=(each,)), now=moment).exists()]

    assert phase_at(dt.datetime(2026, 3, 28, 22, 59, tzinfo=dt.UTC)) == [Phase.UPCOMING]
    assert phase_at(dt.datetime(2026, 3, 28, 23, 0, tzinfo=dt.UTC)) == [Phase.RUNNING]
    assert phase_at(dt.datetime(2026, 3, 29, 21, 59, tzinfo=dt.UTC)) == [Phase.RUNNING]
    assert phase_at(dt.datetime(2026, 3, 29, 22, 0, tzinfo=dt.UTC)) == [Phase.PAST]


def test_an_old_address_does_not_tell_where_a_draft_stands(
    event: Make, django_capture_on_commit_callbacks: Make
) -> None:
    page = event()
    old = entry_of(page).path
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "geheimer-umzug"
        page.save_revision().publish()
    EventPage.objects.get(pk=page.pk).unpublish()
    assert isinstance(look_up(old), Gone)


@pytest.mark.parametrize("path", ["/" + "x" * 10_000, "", "?", "/%00/", "/ü/"])
def test_odd_paths_lead_nowhere(home: Any, path: str) -> None:
    assert not isinstance(look_up(path), Gone | Moved)


@pytest.mark.parametrize("path", ["//[x", "/a\x00b/"])
def test_what_is_no_path_is_refused(home: Any, path: str) -> None:
    with pytest.raises(ValueError, match=r"NUL|IPv6"):
        look_up(path)


def test_what_belongs_to_a_missing_plugin_is_told_once_it_is_withdrawn(ledger: Rows) -> None:
    known = ledger.add("event", "Fest")
    ledger.add("stadtplan", "Karte")
    gone = ledger.add("stadtplan", "Fort", reason=Reason.UNPUBLISHED)
    for since, expected in ((known.sequence, [gone]), (0, [known])):
        found = changes_since(since, Filter(), now=NOON, limit=9)
        assert [change.entry for change in found.items] == expected
        assert (found.until, found.more) == (gone.sequence, False)
