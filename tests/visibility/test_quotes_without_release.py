"""V9: own words of a recorded person are read nowhere before they are released."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, Person
from cms.extend import public_id
from cms.publishing.models import Entry
from tests.content import making

pytestmark = pytest.mark.django_db


FOUND, WORDS = "Leuchtturm", "Geheimsatz"
SURFACES = (
    "/veranstaltungen/",
    "/feeds/atom?type=event",
    "/feeds/json?type=event",
    "/feeds/calendar.ics",
    "/api/v1/events?fields=report",
    "/api/v1/changes",
    f"/api/v1/search?q={FOUND}",
    f"/suche/?q={FOUND}",
)


@pytest.fixture
def home(db: None) -> HomePage:
    return ensure_initial_site("http://testserver", locale="de")


def read(page: Any) -> str:
    """All that visitors and partners read of the event."""
    call_command("search", "rebuild", verbosity=0)
    browser = Client()
    addresses = [*SURFACES, page.get_url(), f"/api/v1/events/{public_id(page)}"]
    answers = [browser.get(each, follow=True) for each in addresses]
    assert {answer.status_code for answer in answers} == {200}
    texts = [answer.content.decode() for answer in answers]
    return "".join(texts) + repr(list(Entry.objects.values_list("document", "passages")))


def test_own_words_are_read_once_they_are_released(home: HomePage) -> None:
    event = event_with("given")
    assert WORDS in read(event)


def test_what_is_not_released_is_read_nowhere(home: HomePage) -> None:
    event = event_with("pending")
    found = read(event)
    assert WORDS not in found
    assert "Zusammen wohnen" in found


def event_with(release: str) -> Any:
    person = Person.objects.create(family_name="Ebert", live=True)
    event = making.event("Zusammen wohnen", making.on("2018-05-31"), title="Zusammen wohnen")
    words = {
        "text": f"{FOUND} und {WORDS}",
        "kind": "direct",
        "language": "de",
        "speaker": person.pk,
        "release": release,
    }
    event.report = json.dumps([{"type": "quote", "value": words, "id": "c6f8e1e2-0000-4000-8000-000000000001"}])
    return making.published(event)
