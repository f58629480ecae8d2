"""What the ledger holds of a thing after each change: its document, its dates, and when it takes place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from cms.content.documents.event_shape import EventDocument
from cms.content.models import Affiliation, City, EventOccurrence, EventTopic, PartnerPage, Person, Place, Topic
from cms.publishing import dependants, ledger, rebuilding
from cms.publishing.dependants import ThingKey
from cms.publishing.ledger import Effect
from cms.publishing.models import Entry
from cms.publishing.serialising import key_of
from tests.publishing.conftest import document_of, entry_of

Make = Callable[..., Any]


def test_documents_are_written_in_one_way(event: Make) -> None:
    """Members in the order of their schema and moments in UTC with a Z, so that the same content has the same entity tag."""
    document = entry_of(event()).document
    read = json.loads(document)
    assert list(read) == [name for name in EventDocument.model_fields if name in read]
    assert json.dumps(read, ensure_ascii=False, separators=(",", ":")) == document
    assert [read[name][-1] for name in ("first_published_at", "updated_at")] == ["Z", "Z"]


def test_what_was_published_elsewhere_before_keeps_its_date(event: Make) -> None:
    page = event()
    before = dt.datetime(2018, 6, 6, 8, tzinfo=dt.UTC)
    type(page).objects.filter(pk=page.pk).update(first_published_at=before)
    Entry.objects.all().delete()
    rebuilding.rebuild()
    assert document_of(page)["first_published_at"] == "2018-06-06T08:00:00Z"
    assert entry_of(page).first_published_at == before


def test_what_comes_back_changed_is_another_document(event: Make) -> None:
    page = event()
    before = document_of(page)
    page.unpublish()
    page.lead = "Neu geschrieben."
    page.save_revision().publish()
    after = document_of(page)
    assert after["lead"] == "Neu geschrieben."
    assert after["updated_at"] > before["updated_at"]
    assert after["first_published_at"] == before["first_published_at"]


@pytest.mark.parametrize("days", [[1, 2, 3], [1, 2], [2], []], ids=len)
def test_its_dates_are_those_of_now(event: Make, days: list[int]) -> None:
    page = event()
    for of_now in ([5, 6], [5, 6, 7], days):
        page.occurrences = [EventOccurrence(start_date=dt.date(2018, 6, day)) for day in of_now]
        ledger.update_entry(page, as_is=True)
    begins = [timezone.localdate(row.starts_at).day for row in entry_of(page).occurrence_rows.order_by("starts_at")]
    assert begins == (days if len(days) > 1 else [])


def test_what_was_hidden_and_is_so_still_is_no_change(event: Make) -> None:
    page = event()
    page.unpublish()
    assert ledger.update_entry(page) == Effect.NONE


def test_what_shows_any_of_the_changed_things_is_built_anew(event: Make, partner: Make) -> None:
    host, topic = partner("Alt"), Topic.objects.create(name="Alt")
    hosted, filed = event("Beim Verein", organiser=host), event("Zum Thema")
    filed.topic_items = [EventTopic(topic=topic)]
    filed.save_revision().publish()
    PartnerPage.objects.filter(pk=host.pk).update(title="Neu")
    Topic.objects.filter(pk=topic.pk).update(name="Neu")
    dependants.refresh([key_of(host), key_of(topic)])
    assert document_of(hosted)["organisers"][0]["partner"]["title"] == "Neu"
    assert [each["title"] for each in document_of(filed)["topics"]] == ["Neu"]


def test_how_far_a_rebuild_has_come_is_told(event: Make) -> None:
    event()
    reported: list[int] = []
    rebuilding.rebuild(reported.append)
    assert reported == list(range(1, rebuilding.count() + 1))


def test_what_a_rebuild_could_not_build_is_tried_again_and_told_to_nobody(
    event: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, again = event(), list[tuple[set[ThingKey], bool]]()
    type(broken).objects.filter(pk=broken.pk).update(format="unsinn")
    monkeypatch.setattr(rebuilding, "try_again", lambda keys, *, quiet: again.append((set(keys), quiet)))
    (fault,) = rebuilding.rebuild()
    assert broken.title in fault
    assert again == [({key_of(broken)}, True)]


@pytest.mark.parametrize("how", ["renamed by somebody else", "not stored"])
def test_what_it_refers_to_is_called_as_it_is_stored(halle: City, how: str) -> None:
    """Whoever saves may have read it long ago, or have changed it without storing that."""
    place = Place.objects.create(name="Literaturhaus", city=halle)
    if how == "not stored":
        place.city.name = "Ungespeichert"
    else:
        City.objects.filter(pk=halle.pk).update(name="Halle an der Saale")
    place.save()
    stored = City.objects.get(pk=halle.pk)
    assert document_of(place)["city"]["title"] == str(stored)
    assert not [each for each in rebuilding.differences() if each.id == entry_of(place).pk]


def test_what_its_lines_refer_to_is_called_as_it_is_stored(partner: Make) -> None:
    host = partner("Alt")
    olga = Person(given_name="Olga", family_name="Beispiel", public_profile=True)
    olga.affiliations = [Affiliation(partner=host, role="Vorsitzende")]
    PartnerPage.objects.filter(pk=host.pk).update(title="Neu")
    olga.save()
    assert document_of(olga)["affiliations"][0]["partner"]["title"] == "Neu"


def test_what_is_stored_beside_a_record_while_it_is_published_is_in_its_document(halle: City) -> None:
    """As by the form of a plugin, whose rows are stored after the record."""
    place = Place.objects.create(name="Literaturhaus", city=halle)

    def beside(sender: type[Place], instance: Place, **_options: Any) -> None:
        Place.objects.filter(pk=instance.pk).update(postal_code="06108")

    post_save.connect(beside, sender=Place)
    try:
        place.save_revision().publish()
    finally:
        post_save.disconnect(beside, sender=Place)
    assert "06108" in entry_of(place).document
    assert not [each for each in rebuilding.differences() if each.id == entry_of(place).pk]
