"""Single entries and documents, in the best language."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType

from cms.content.models import City
from cms.public.reasons import Reason
from cms.publishing.models import Entry
from cms.publishing.reading import items
from cms.publishing.reading.languages import Languages
from tests.publishing.rows import NOON, Rows

GERMAN, ENGLISH_OR_GERMAN = Languages(), Languages(("en", "de"))


def test_a_thing_is_read_in_the_best_language(ledger: Rows) -> None:
    german = ledger.add("event", "Fest")
    english = ledger.add("event", "Feast", locale="en", key=german.translation_key)
    ledger.add("event", "Arabisch", locale="ar", key=german.translation_key)
    ledger.add("news", "Anderes", locale="en", key=german.translation_key, id=uuid4())
    last = ledger.add("event", "Zuletzt")

    def read(identity: UUID, wanted: Languages) -> items.Item:
        found = items.read_item("event", identity, wanted)
        assert found is not None
        assert found.last == last.sequence
        return found

    assert read(german.pk, GERMAN).id == german.pk
    assert read(german.pk, ENGLISH_OR_GERMAN).id == english.pk
    assert read(german.pk, Languages(("tr", "de"))).id == german.pk
    assert items.read_item("event", german.pk, Languages(("tr",))) is None
    assert items.read_item("event", uuid4(), GERMAN) is None
    assert items.read_item("news", german.pk, GERMAN) is None


def test_what_is_public_goes_before_what_was_withdrawn(ledger: Rows) -> None:
    gone = ledger.add("event", "Feast", locale="en", reason=Reason.UNPUBLISHED)
    german = ledger.add("event", "Fest", key=gone.translation_key)
    found = items.read_item("event", gone.pk, ENGLISH_OR_GERMAN)
    assert found is not None
    assert (found.id, found.is_live) == (german.pk, True)
    alone = items.read_item("event", gone.pk, Languages(("en",)))
    assert alone is not None
    assert (alone.id, alone.is_live, alone.reason) == (gone.pk, False, Reason.UNPUBLISHED)


def test_a_record_belongs_to_every_language(ledger: Rows) -> None:
    city = ledger.add("city", "Kiel", locale="")
    found = items.read_item("city", city.pk, ENGLISH_OR_GERMAN)
    assert found is not None
    assert (found.id, found.locale) == (city.pk, "")


def test_documents_are_found_by_id_by_type_and_by_title(ledger: Rows) -> None:
    first = ledger.add("news", "Erste", id=UUID(int=1))
    second = ledger.add("news", "Zweite", id=UUID(int=2))
    ledger.add("event", "Erste")
    fest = ledger.add("event", "Fest")
    gone = ledger.add("news", "Fort", reason=Reason.UNPUBLISHED)
    city = ledger.add("city", "Kiel", locale="")
    assert items.documents_by_id([first.pk, gone.pk]) == {first.pk: (first.document, city.sequence)}
    assert items.documents_of_type("news") == [(second.etag, second.document), (first.etag, first.document)]
    Entry.objects.filter(type="news").update(first_published_at=NOON)
    assert [tag for tag, _ in items.documents_of_type("news")] == [
        entry.etag for entry in sorted((first, second), key=lambda entry: entry.pk)
    ]
    assert items.document_called("event", "Fest", locale="de") == fest.document
    assert items.document_called("event", "Fest", locale="en") is None
    assert items.document_called("news", "Erste", locale="de") == first.document
    assert items.document_called("city", "Kiel", locale="en") == city.document
    assert items.document_called("news", "Fort", locale="de") is None


def test_the_entries_of_things_are_those_of_their_model(ledger: Rows) -> None:
    kiel = City.objects.create(name="Kiel", ags="01002000")
    Entry.objects.all().delete()
    type_of_cities = ContentType.objects.get_for_model(City)
    other = ContentType.objects.create(app_label="stadtplan", model="city")
    own = ledger.add("city", "Kiel", locale="", content_type=type_of_cities, object_pk=str(kiel.pk))
    ledger.add("city", "Fremd", locale="", content_type=other, object_pk=str(kiel.pk))
    ledger.add("event", "Fest", object_pk=str(kiel.pk))
    twin = ContentType.objects.create(app_label="content", model="stadt")
    ledger.add("city", "Zwilling", locale="", content_type=twin, object_pk=str(kiel.pk))
    assert list(items.entries_of(City.objects.all())) == [own]
    assert list(items.entries_of(City.objects.order_by("name").only("name"))) == [own]
    assert list(items.entries_of(City.objects.none())) == []


def test_the_document_of_a_page_is_the_public_one(ledger: Rows) -> None:
    kind = ContentType.objects.get_for_model(City)
    own = ledger.add("event", "Fest", content_type=kind, object_pk="7")
    ledger.add("event", "Markt", content_type=kind, object_pk="8", reason=Reason.UNPUBLISHED)
    ledger.add("event", "Anderes", object_pk="7")

    def document(number: int) -> tuple[UUID, str] | None:
        return items.document_of(SimpleNamespace(content_type_id=kind.pk, pk=number))

    assert document(7) == (own.pk, own.document)
    assert document(8) is None
    assert document(9) is None
