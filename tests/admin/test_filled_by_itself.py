"""What follows from what is public already is filled in when an editor publishes, and typed by nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data

from cms.content.models import EventPage, HomePage
from tests.admin import filling
from tests.content import making

TODAY = dt.date(2026, 3, 10)
REPORT = [("paragraph", "<p>So war es.</p>")]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC), tick=False):
        yield


def sent(desk: Client, event: EventPage, *, publish: bool = True, report: str = "", **values: Any) -> EventPage:
    """The event after its form was sent with these values."""
    text = nested_form_data({"report": filling.text(report)}) if report else {}
    form = {**filling.open_form(desk, filling.editing(event)), **text, **values}
    answer = desk.post(filling.editing(event), {**form, **({"action-publish": "1"} if publish else {})})
    assert answer.status_code == 302, answer.context["form"].errors
    return EventPage.objects.get(pk=event.pk)


MOVED = {"occurrences-0-start_date": "14.05.2026", "date_change_note": "Saal belegt"}


def test_a_date_that_moves_says_from_which_day(desk: Client, home: HomePage) -> None:
    event = making.published(making.event("Fest", making.on("2026-05-07"), making.on("2026-06-07")))
    # It is saved by itself first, as an open form is, so that what changed is no news to the form that publishes.
    sent(desk, event, publish=False, **MOVED)
    event = sent(desk, event)
    assert [each.previous_start for each in event.occurrences.all()] == [dt.date(2026, 5, 7), None]
    again = {"occurrences-0-start_date": "21.05.2026", "date_change_note": "Saal noch belegt"}
    assert sent(desk, event, **again).occurrences.first().previous_start == dt.date(2026, 5, 7)
    back = {"occurrences-0-start_date": "07.05.2026", "date_change_note": "Saal frei"}
    event = sent(desk, event, **back)
    assert event.occurrences.first().previous_start is None
    assert event.get_latest_revision_as_object().occurrences.first().previous_start is None


def test_a_date_that_nobody_saw_was_never_moved(desk: Client, home: HomePage) -> None:
    event = making.published(making.event("Fest", making.on("2026-05-07")))
    event.unpublish()
    event = sent(desk, event, **{**MOVED, "date_change_note": ""})
    assert event.occurrences.first().previous_start is None


@pytest.mark.parametrize(
    ("held", "given", "expected"),
    [("2026-03-01", "", TODAY), ("2026-03-01", "05.03.2026", dt.date(2026, 3, 5)), ("2019-03-01", "", None)],
    ids=["new", "told", "of long ago"],
)
def test_a_report_bears_the_day_on_which_it_appears(
    desk: Client, home: HomePage, held: str, given: str, expected: dt.date | None
) -> None:
    event = making.published(making.event("Fest", making.on(held)))
    event = sent(desk, event, report="So war es", report_published_on=given)
    assert event.report_published_on == expected
    with time_machine.travel(dt.datetime(2026, 3, 12, tzinfo=dt.UTC)):
        assert sent(desk, event, report="So war es nun").report_published_on == expected


def test_a_report_that_was_public_without_a_day_gets_none_afterwards(desk: Client, home: HomePage) -> None:
    event = making.published(making.event("Fest", making.on("2026-03-01"), report=REPORT))
    assert sent(desk, event, report="So war es").report_published_on is None


def test_a_draft_of_a_report_has_no_day_yet(desk: Client, home: HomePage) -> None:
    event = making.published(making.event("Fest", making.on("2026-03-01")))
    event = sent(desk, event, publish=False, report="So war es")
    assert event.get_latest_revision_as_object().report_published_on is None
