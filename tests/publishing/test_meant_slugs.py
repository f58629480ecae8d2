"""Which things a slug or an id means, and that nothing is kept of what is gone for good."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType

from cms.public.reasons import Reason
from cms.publishing import synchronising
from cms.publishing.models import HiddenFile, Slug
from cms.publishing.slugs import forget, note, slugs_of
from tests.publishing.rows import Rows


def called(thing: UUID, *slugs: str, kind: str = "partner") -> None:
    for slug in slugs:
        Slug.objects.create(type=kind, value=slug, thing=thing)


def test_a_slug_means_its_thing_and_an_id_does_in_each_language(ledger: Rows) -> None:
    vemo = ledger.add("partner", "VeMo")
    english = ledger.add("partner", "VeMo", locale="en", key=vemo.translation_key)
    nemo = ledger.add("partner", "Nemo", reason=Reason.UNPUBLISHED)
    other = ledger.add("event", "Fest", key=uuid4())
    called(vemo.translation_key, "vemo", "vemo-alt")
    called(nemo.translation_key, "nemo")
    called(uuid4(), "vemo", kind="person")
    ids = [str(vemo.pk), str(english.pk), str(vemo.translation_key), str(nemo.pk), str(other.pk), str(uuid4())]
    found = slugs_of("partner", ["vemo-alt", "nie", *ids])
    assert {value: set(slugs) for value, slugs in found.items()} == {
        "vemo-alt": {"vemo", "vemo-alt"},
        ids[0]: {ids[0], "vemo", "vemo-alt"},
        ids[1]: {ids[1], "vemo", "vemo-alt"},
        ids[2]: {ids[2], "vemo", "vemo-alt"},
        ids[3]: {ids[3], "nemo"},
    }
    assert slugs_of("partner", []) == {}


def test_a_value_of_a_facet_means_itself(ledger: Rows) -> None:
    ledger.add("event", "Fest", facets={"partner": "noch-nicht", "topic": "wohnen"})
    ledger.add("event", "Markt", facets={"partner": "anderswo"})
    vemo = ledger.add("partner", "VeMo")
    called(vemo.translation_key, "vemo")
    assert slugs_of("partner", ["noch-nicht", "wohnen", "vemo"]) == {"vemo": ("vemo",), "noch-nicht": ("noch-nicht",)}


def test_what_has_no_slug_leaves_none(db: None) -> None:
    built: Any = SimpleNamespace(type="place", translation_key=uuid4())
    for thing in (SimpleNamespace(), SimpleNamespace(slug="")):
        note(cast("Any", thing), built)
    assert not Slug.objects.exists()


def test_a_thing_is_forgotten_with_its_last_language(ledger: Rows) -> None:
    german = ledger.add("partner", "VeMo")
    english = ledger.add("partner", "VeMo", locale="en", key=german.translation_key)
    ledger.add("partner", "VeMo", locale="ar", key=german.translation_key, reason=Reason.UNPUBLISHED)
    nemo = ledger.add("partner", "Nemo")
    called(german.translation_key, "vemo", "vemo-alt")
    called(nemo.translation_key, "nemo")
    forget(german.pk)
    assert Slug.objects.count() == 3, "it stands in English still"
    english.state = "withdrawn"
    english.save()
    forget(german.pk)
    assert set(Slug.objects.values_list("value", flat=True)) == {"nemo"}


def test_a_file_that_is_public_again_is_noted_no_more_and_no_other_one_is_forgotten(ledger: Rows) -> None:
    from wagtail.documents import get_document_model

    file = get_document_model().objects.create(title="Satzung", file="satzung.pdf")
    kind = ContentType.objects.get_for_model(file)
    other = ContentType.objects.get_for_model(Slug)
    for content_type, key in ((kind, str(file.pk)), (kind, "0"), (other, str(file.pk))):
        HiddenFile.objects.create(content_type=content_type, object_pk=key)
    synchronising._note_file(file)
    assert set(HiddenFile.objects.values_list("content_type", "object_pk")) == {
        (kind.pk, "0"),
        (other.pk, str(file.pk)),
    }
