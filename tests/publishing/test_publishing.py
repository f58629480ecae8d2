"""What is published stands in the ledger at once, whole, and in order; what is not, does not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.content.models import EventOccurrence, EventPage
from cms.extend import public_id
from cms.public.reasons import Reason
from cms.publishing import ledger
from cms.publishing.ledger import next_sequence
from cms.publishing.models import Entry, EntryState, Version
from cms.publishing.reading.sequence import current_sequence
from cms.publishing.rebuilding import differences
from tests.publishing.conftest import document_of, entry_of, paragraph

Make = Callable[..., Any]


def test_a_published_event_has_a_complete_document(event: Make, partner: Make) -> None:
    page = event(organiser=partner("Förderverein e.V."), participants=50, participants_qualifier="about")
    document = document_of(page)
    assert document["theme"] == "Zusammen wohnen"
    assert document["organisers"][0]["name"] == "Förderverein\xa0e.V."
    assert document["start"] == "2018-05-31T00:00:00+02:00"
    assert document["participants_qualifier"] == {"value": "about", "label": "rund"}
    assert document["url"].startswith("http://testserver/")
    assert document["first_published_at"]
    assert document["updated_at"]


def test_it_is_found_under_its_facets(event: Make, partner: Make) -> None:
    page = event(organiser=partner())
    rows = set(entry_of(page).facet_rows.values_list("name", "value", "label"))
    assert ("city", "halle-saale", "Halle (Saale)") in rows
    assert ("partner", "verein-beispiel", "Verein Beispiel") in rows


def test_its_window_is_exclusive_at_its_end(event: Make) -> None:
    entry = entry_of(event(day=dt.date(2018, 5, 31)))
    assert entry.starts_at == dt.datetime(2018, 5, 30, 22, tzinfo=dt.UTC)
    assert entry.ends_at == dt.datetime(2018, 5, 31, 22, tzinfo=dt.UTC)


def test_publishing_it_unchanged_moves_nothing(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.save_revision().publish()
    after = entry_of(page)
    assert (after.sequence, after.etag, after.updated_at) == (before.sequence, before.etag, before.updated_at)


def test_a_change_gets_a_new_number_tag_and_version(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.lead = "Neuer Vorspann"
    page.save_revision().publish()
    after = entry_of(page)
    assert after.sequence > before.sequence
    assert after.etag != before.etag
    versions = Version.objects.filter(entry_id=after.pk).order_by("sequence")
    assert [json.loads(each.document)["lead"] for each in versions] == [None, "Neuer Vorspann"]


def test_a_draft_is_not_public(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.lead = "Noch geheim"
    page.report = json.dumps(paragraph("Auch noch geheim"))
    page.save_revision()
    after = entry_of(page)
    assert after.sequence == before.sequence
    assert "geheim" not in after.document
    assert "geheim" not in json.dumps(after.passages)


def test_a_new_draft_has_no_entry(home: Any, parents: dict[str, str]) -> None:
    below = home.get_children().get(slug=parents["EventIndexPage"])
    page = EventPage(title="Entwurf", theme="Entwurf", live=False)
    page.occurrences = [EventOccurrence(start_date=dt.date(2018, 5, 31))]
    below.add_child(instance=page)
    page.save_revision()
    assert not Entry.objects.filter(pk=public_id(page)).exists()


def test_what_is_rolled_back_was_never_public(event: Make) -> None:
    page = event()
    before = entry_of(page)

    def fail() -> None:
        with transaction.atomic():
            page.lead = "Geht schief"
            page.save_revision().publish()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert entry_of(page).sequence == before.sequence
    assert not Version.objects.filter(document__contains="Geht schief").exists()


def test_taking_it_back_leaves_a_tombstone(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.unpublish()
    after = entry_of(page)
    assert (after.state, after.reason, after.document) == (EntryState.WITHDRAWN, Reason.UNPUBLISHED, "")
    assert (after.title, after.sort_key, after.passages) == ("", "", [])
    assert not after.facet_rows.exists()
    assert after.sequence > before.sequence


def test_no_change_is_dated_before_the_one_before_whatever_the_clock_says(event: Make) -> None:
    page = event()
    dates = [entry_of(page).updated_at]
    now = timezone.now()
    for hours, change in enumerate(("unpublish", "publish", "rename", "unpublish", "publish")):
        # Somebody sets the clock back further each time.
        with time_machine.travel(now - dt.timedelta(hours=hours), tick=False):
            page = EventPage.objects.get(pk=page.pk)
            if change == "unpublish":
                page.unpublish()
            else:
                page.lead = change if change == "rename" else page.lead
                page.save_revision().publish()
        dates.append(entry_of(page).updated_at)
    assert dates == sorted(dates)


def test_what_comes_back_unchanged_is_the_same_document_at_a_later_time(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.unpublish()
    gone = entry_of(page).updated_at
    page = EventPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    after = entry_of(page)
    assert before.updated_at < gone < after.updated_at
    assert (after.document, after.etag) == (before.document, before.etag)
    page.save_revision().publish()
    assert entry_of(page).sequence == after.sequence
    assert list(differences(lambda done: None)) == []


def test_what_comes_back_changed_is_another_document(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.unpublish()
    page = EventPage.objects.get(pk=page.pk)
    page.lead = "Neu geschrieben."
    page.save_revision().publish()
    after = entry_of(page)
    assert json.loads(after.document)["lead"] == "Neu geschrieben."
    assert after.etag != before.etag


def test_whatever_changes_keeps_the_day_of_its_first_publication(event: Make, halle: Any) -> None:
    event()
    first = dt.datetime(2018, 5, 31, 12, tzinfo=dt.UTC)
    Entry.objects.update(first_published_at=first)
    halle.qualifier = "an der Saale"
    halle.save()
    entry = entry_of(halle)
    assert "an der Saale" in entry.title
    assert entry.first_published_at == first


def test_what_is_taken_back_together_is_dated_by_that_change(event: Make) -> None:
    """Who asks by date would keep it for ever."""
    pages = [event("Eins"), event("Zwei")]
    before = max(entry_of(page).updated_at for page in pages)
    ledger.withdraw_all([public_id(page) for page in pages], Reason.UNPUBLISHED)
    gone = [entry_of(page) for page in pages]
    assert all(entry.updated_at > before and entry.state == EntryState.WITHDRAWN for entry in gone)
    assert [entry.sequence for entry in gone] == [current_sequence() - 1, current_sequence()]


def test_publishing_it_again_keeps_its_id_and_first_day(event: Make) -> None:
    page = event()
    before = entry_of(page)
    page.unpublish()
    page = EventPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    after = entry_of(page)
    assert after.state == EntryState.LIVE
    assert after.first_published_at == before.first_published_at


def test_deleting_leaves_a_tombstone(event: Make) -> None:
    page = event()
    identity = public_id(page)
    page.delete()
    assert Entry.objects.get(pk=identity).reason == Reason.DELETED


def test_deleting_a_list_leaves_a_tombstone_of_each_page(event: Make, home: Any) -> None:
    page = event()
    identity = public_id(page)
    page.get_parent().delete()
    assert Entry.objects.get(pk=identity).reason == Reason.DELETED


def test_expiry_leaves_a_tombstone_that_says_so(event: Make) -> None:
    page = event()
    page.expire_at = timezone.now() - dt.timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled", verbosity=0)
    assert entry_of(page).reason == Reason.EXPIRED


def test_go_live_publishes_by_the_clock(event: Make) -> None:
    page = event()
    page.unpublish()
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    revision = page.save_revision(approved_go_live_at=timezone.now() - dt.timedelta(minutes=1))
    assert entry_of(page).state == EntryState.WITHDRAWN
    page = EventPage.objects.get(pk=page.pk)
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert entry_of(page).state == EntryState.LIVE


def test_closing_a_part_of_the_site_withdraws_all_of_it_and_opening_brings_it_back(event: Make) -> None:
    page = event()
    closed = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert entry_of(page).reason == Reason.RESTRICTED
    closed.delete()
    assert entry_of(page).state == EntryState.LIVE


def test_moving_it_out_of_the_site_withdraws_it(event: Make, home: Any) -> None:
    page = event()
    page.move(home.get_root(), pos="last-child")
    assert entry_of(page).reason == Reason.MOVED_OUT


def test_renaming_a_list_renames_all_paths_below_at_once(event: Make) -> None:
    page = event()
    parent = page.get_parent().specific
    parent.slug = "kalender"
    parent.save_revision().publish()
    assert entry_of(page).path.startswith("/kalender/")
    assert "/kalender/" in document_of(page)["url"]


def test_an_alias_is_public_on_its_own(event: Make, home: Any) -> None:
    page = event()
    alias = page.create_alias(parent=home, update_slug="noch-einmal")
    assert entry_of(alias).path == "/noch-einmal/"
    page.lead = "Für beide"
    page.save_revision().publish()
    assert document_of(alias)["lead"] == "Für beide"


def test_a_translation_stands_beside_its_original(event: Make) -> None:
    from wagtail.models import Locale

    page = event()
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert not Entry.objects.filter(pk=public_id(english)).exists()
    for each in english.get_ancestors().filter(locale=english.locale):
        # Wagtail makes the parents as aliases, which follow their originals.
        each.specific.alias_of = None
        each.specific.save()
        each.specific.save_revision().publish()
    english.theme = "Living together"
    english.save_revision().publish()
    assert entry_of(english).locale == "en"
    assert entry_of(english).translation_key == entry_of(page).translation_key
    assert document_of(english)["format"] == {"value": "conference", "label": "Conference"}


@pytest.mark.django_db
def test_a_number_that_is_rolled_back_is_given_again() -> None:
    first = next_sequence()

    def fail() -> None:
        with transaction.atomic():
            next_sequence()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert next_sequence() == first + 1
