"""What shows many things of several types is found all at once; what goes for good is shown no more, however many showed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale

from cms.content.models import City, CityProgrammePage, EventTopic, Programme, Topic
from cms.extend import public_id
from cms.public.reasons import Reason
from cms.publishing import dependants
from cms.publishing.models import Entry
from cms.publishing.serialising import key_of
from tests.publishing.conftest import document_of

Make = Callable[..., Any]


def test_of_pages_of_two_types_all_that_shows_either_is_found(
    event: Make, partner: Make, programme: CityProgrammePage
) -> None:
    host, replacement = partner(), event("Ersatz")
    shows_host = event("Beim Verein", organiser=host)
    shows_event = event("Ausgefallen", replaced_by=replacement, programme=programme)
    english = replacement.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    found = dependants.keys_of_dependants_of_pages([key_of(host), key_of(replacement)])
    assert {key_of(shows_host), key_of(shows_event), key_of(english)} <= found
    assert not {key_of(host), key_of(replacement)} & found
    assert key_of(programme) in dependants.keys_of_dependants_of_pages([key_of(shows_event), key_of(host)])


def test_of_records_of_two_types_all_that_shows_either_is_found(
    event: Make, programme: CityProgrammePage, halle: City
) -> None:
    topic = Topic.objects.create(name="Wohnen")
    page = event()
    page.topic_items = [EventTopic(topic=topic)]
    page.save_revision().publish()
    made = Programme.objects.get()
    for keys in ([key_of(topic), key_of(made)], [key_of(made), key_of(topic)]):
        assert {key_of(page), key_of(programme)} <= dependants.keys_of_dependants_of_records(keys)


def test_what_has_all_that_its_model_inherits_is_shown_under_the_first_of_these(event: Make, partner: Make) -> None:
    """Wagtail notes what refers to a partner as what refers to a page."""
    host = partner()
    page = event(organiser=host)
    assert key_of(page) in dependants.keys_of_dependants_of_records([key_of(host)])


def test_what_is_deleted_is_shown_no_more_at_once_however_many_show_it(
    event: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependants, "AT_ONCE", 1)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    replacement = event("Ersatz")
    pages = [event(theme, replaced_by=replacement) for theme in ("Eins", "Zwei", "Drei")]
    replacement.delete()
    assert [document_of(page)["replaced_by"] for page in pages] == [None, None, None]


def test_whoever_was_public_without_consent_is_deleted_not_erased(halle: City) -> None:
    identity = public_id(halle)
    halle.delete()
    assert Entry.objects.get(pk=identity).reason == Reason.DELETED
