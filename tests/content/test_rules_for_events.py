"""What an event may not say (V1–V6), and what a draft may (V18)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from cms.content.models import EventIndexPage, EventPage
from cms.content.models.date_changes import DATE_CHANGED
from cms.content.schedule import Schedule
from tests.content import making
from tests.content.making import event, on, published

EVENING = dt.time(18)


def wrong(thing: Any) -> set[str]:
    """The fields that the rules for publication object to."""
    return set(thing.validation_errors(draft=False))


def wrong_in_draft(thing: Any) -> set[str]:
    """The fields that even a draft may not leave so."""
    return set(thing.validation_errors(draft=True))


def test_an_end_before_the_beginning_is_refused_even_in_a_draft() -> None:
    assert wrong_in_draft(on("2018-05-31", end_date=dt.date(2018, 5, 30))) == {"end_date"}
    assert wrong_in_draft(on("2018-05-31", start_time=EVENING, end_time=dt.time(17), precision="minute")) == {
        "end_time"
    }
    assert not wrong(on("2018-05-31", end_date=dt.date(2018, 5, 31)))


def test_an_evening_that_ends_after_midnight_has_a_last_day() -> None:
    party = {"start_time": dt.time(20), "end_time": dt.time(2), "precision": "minute"}
    assert wrong(on("2018-05-31", **party)) == {"end_time"}
    assert not wrong(on("2018-05-31", end_date=dt.date(2018, 6, 1), **party))


def test_a_time_and_the_precision_belong_together() -> None:
    assert wrong(on("2018-05-31", start_time=EVENING)) == {"precision"}
    assert wrong(on("2018-05-31", precision="minute")) == {"start_time"}
    assert not wrong(on("2018-05-31", start_time=EVENING, precision="minute"))


def test_all_day_has_no_times() -> None:
    assert "all_day" in wrong(on("2018-05-31", all_day=True, start_time=EVENING, precision="minute"))
    assert "all_day" in wrong(on("2018-05-31", all_day=True, end_time=EVENING))
    assert not wrong(on("2018-05-31", all_day=True))


def test_an_end_time_needs_a_beginning() -> None:
    assert wrong(on("2018-05-31", end_time=EVENING)) == {"start_time"}


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_people_learn_why_a_date_is_off(home: object, status: str) -> None:
    assert wrong(on("2018-05-31", status=status)) == {"status_note"}
    assert wrong(event(status=status)) == {"status_note"}
    assert not wrong(event(status=status, status_note="Der Saal hat einen Wasserschaden."))


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="Europa/Halle"):
        on("2018-05-31", timezone="Europa/Halle").clean_fields(exclude=["page"])


def test_an_event_in_no_zone_is_read_in_that_of_the_site(home: object) -> None:
    """By whoever asks before somebody has looked at the line, such as an import."""
    stray = event("Irgendwo", on("2018-05-31", timezone="Europa/Halle"))
    assert not wrong_in_draft(stray)
    assert [str(each.first_day) for each in Schedule.of_page(stray).dates] == ["2018-05-31"]


def test_an_event_needs_a_date_once_it_is_public(home: object) -> None:
    undated = EventPage(theme="Irgendwann")
    assert wrong(undated) == {"occurrences"}
    assert not wrong_in_draft(undated)


def test_a_number_says_how_exact_it_is(home: object) -> None:
    assert wrong(event(participants=50)) == {"participants_qualifier"}
    assert not wrong(event(participants=50, participants_qualifier="about"))
    with pytest.raises(ValidationError):
        event(participants=-1, participants_qualifier="exact").clean_fields(exclude=["title", "slug"])


def test_a_report_waits_for_the_end(home: object) -> None:
    today = timezone.localdate()
    report = making.paragraph("Es war schön.")
    assert wrong(event("A", on(str(today + dt.timedelta(days=3))), report=report)) == {"report"}
    assert wrong(event("A", on(str(today - dt.timedelta(days=3)), end_date=today), report=report)) == {"report"}
    assert not wrong(event("A", on(str(today - dt.timedelta(days=1))), report=report))


def test_replacements_do_not_run_in_circles(home: object) -> None:
    first, second, third = (published(event(theme)) for theme in ("Eins", "Zwei", "Drei"))
    first.replaced_by = second
    first.save()
    second.replaced_by = third
    second.save()
    third.replaced_by = first
    assert wrong_in_draft(third) == {"replaced_by"}
    assert EventPage.objects.get(pk=first.pk).final_replacement == third


def test_a_circle_that_is_there_already_does_not_hang(home: object) -> None:
    first, second = (published(event(theme)) for theme in ("Eins", "Zwei"))
    EventPage.objects.filter(pk=first.pk).update(replaced_by=second)
    EventPage.objects.filter(pk=second.pk).update(replaced_by=first)
    assert EventPage.objects.get(pk=first.pk).final_replacement is not None


def test_a_published_date_changes_with_a_reason_that_is_kept(home: object) -> None:
    page = published(event("Zusammen wohnen", on("2026-12-01")))
    page.occurrences = [on("2026-12-08")]
    assert wrong(page) == {"date_change_note"}
    page.date_change_note = "Der Saal war doppelt belegt."
    page.save_revision().publish()
    entry = PageLogEntry.objects.get(page=page.pk, action=DATE_CHANGED)
    assert entry.data == {"gone": ["2026-12-01"], "note": "Der Saal war doppelt belegt."}
    with translation.override("de"):
        assert str(entry.message) == "Entfallene Termine: 2026-12-01. Begründung: Der Saal war doppelt belegt."


def test_the_next_change_needs_its_own_reason(home: object) -> None:
    page = published(event("Zusammen wohnen", on("2026-12-01")))
    page.occurrences, page.date_change_note = [on("2026-12-08")], "Der Saal war doppelt belegt."
    page.save_revision().publish()
    again = EventPage.objects.get(pk=page.pk)
    assert not wrong(again)
    again.occurrences = [on("2026-12-15")]
    assert wrong(again) == {"date_change_note"}


def test_a_further_date_needs_no_reason(home: object) -> None:
    page = published(event("Zusammen wohnen", on("2026-12-01")))
    page.occurrences = [*page.occurrences.all(), on("2026-12-02")]
    assert not wrong(page)


def test_a_draft_may_be_unfinished_but_not_contradict_itself(home: object) -> None:
    calendar = EventIndexPage.objects.get()
    unfinished = event("Irgendwann", status="cancelled", participants=5, live=False)
    calendar.add_child(instance=unfinished)
    with pytest.raises(ValidationError):
        unfinished.save_revision().publish()
    with pytest.raises(ValidationError, match="Termin 1"), translation.override("de"):
        calendar.add_child(instance=event("Nie", on("2018-05-31", end_date=dt.date(2018, 5, 1)), live=False))


def test_an_import_is_told_which_line_is_wrong(home: object) -> None:
    page = event("Zusammen wohnen", on("2018-05-31"), on("2018-06-01", status="cancelled"))
    with pytest.raises(ValidationError) as refused, translation.override("de"):
        page.full_clean(exclude=["path", "depth", "content_type", "locale"])
    assert "Termin 2: Sagen Sie mit wenigen Worten, warum" in str(refused.value)
