"""A version that is kept names nobody who was erased, whichever way they went."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from cms.content.models import EventPage, Person
from cms.extend import public_id
from cms.public.reasons import Reason
from cms.publishing import ledger
from cms.publishing.models import Version

Make = Callable[..., Any]


@pytest.fixture
def speaker(event: Make) -> Person:
    """Someone with a public profile, whom an event quotes in two published versions; another event knows nothing of them."""
    person = Person.objects.create(given_name="Ümit", family_name="Koşan", public_profile=True)
    quote = {"text": "Ja", "speaker": person.pk, "role": "Gast", "release": "given", "kind": "direct", "language": "de"}
    event("Zusammen wohnen", report=json.dumps([{"type": "quote", "value": quote, "id": str(uuid4())}]))
    page = EventPage.objects.get()
    page.lead = "Mit Bericht."
    page.save_revision().publish()
    event("Ganz anders")
    return person


def kept() -> set[str]:
    return {json.loads(each)["title"] for each in Version.objects.values_list("document", flat=True)}


def withdrawn(person: Person) -> None:
    ledger.withdraw(public_id(person), Reason.ERASED)


def deleted(person: Person) -> None:
    person.delete()


@pytest.mark.parametrize("go", [withdrawn, deleted])
def test_versions_that_name_an_erased_person_are_not_kept(speaker: Person, go: Callable[[Person], None]) -> None:
    identifier = str(speaker.uuid)
    assert Version.objects.filter(document__contains=identifier).count() >= 3
    assert {"Ümit Koşan", "Ganz anders"} <= kept()
    go(speaker)
    assert not Version.objects.filter(document__contains=identifier).exists()
    assert not Version.objects.filter(entry_id=identifier).exists()
    assert "Ganz anders" in kept()
