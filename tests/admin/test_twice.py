"""What stands in a list already is refused at its second line once the page is to be public."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from cms.content.models import EventTopic, PartnerIndexPage, Topic
from cms.content.validation import InlineItem
from tests.admin.filling import adding, filled, new_page
from tests.admin.test_messages import DATE, complaints, publish_event
from tests.content import making


def lines(name: str) -> list[dict[str, Any]]:
    """Two lines that say the same in a list of an event."""
    if name == "topic_items":
        one = {"topic": Topic.objects.create(name="Sport").pk}
    elif name == "organisers":
        one = {"partner": making.partner("Verein").pk, "role": "host"}
    elif name == "contributions":
        one = {"person": making.person().pk, "kind": "input"}
    else:
        one = {**DATE, "place": making.place().pk}
    return [one, dict(one)]


@pytest.mark.parametrize(
    ("name", "place", "entry"),
    [
        ("topic_items", "topic", "Sport"),
        ("organisers", "partner", "Verein (Veranstalter)"),
        ("contributions", "person", "Ümit Koşan"),
        ("occurrences", "start_date", "31.05.2018"),
    ],
)
def test_the_second_line_says_what_stands_there_twice(desk: Client, name: str, place: str, entry: str) -> None:
    response = publish_event(desk, **{name: lines(name)})
    message = f"„{entry}“ steht hier zweimal; entfernen Sie einen der beiden Einträge."
    assert complaints(response) == {f"{name}-1-{place}": [message]}


@pytest.mark.parametrize(
    ("name", "different"),
    [
        ("organisers", {"role": "venue"}),
        ("contributions", {"kind": "panel"}),
        ("contributions", {"title": "Noch ein Vortrag"}),
        ("occurrences", {"start_time": "20:00"}),
    ],
)
def test_another_part_of_the_same_is_no_repetition(desk: Client, name: str, different: dict[str, Any]) -> None:
    first, second = lines(name)
    assert publish_event(desk, **{name: [first, {**second, **different}]}).status_code == 302


def test_a_line_that_is_taken_out_is_none(desk: Client) -> None:
    first, second = lines("topic_items")
    assert publish_event(desk, topic_items=[{**first, "DELETE": "on"}, second]).status_code == 302


def test_a_name_without_a_record_stands_once(desk: Client) -> None:
    names = [{"name_text": name, "roles": "Gast", "kind": "input"} for name in ("Olga Ebert", "olga ebert")]
    assert set(complaints(publish_event(desk, contributions=names))) == {"contributions-1-name_text"}


def test_a_draft_may_say_it_twice(desk: Client) -> None:
    index = PartnerIndexPage.objects.get()
    cities = [{"city": making.city().pk}] * 2
    form = filled(new_page(desk, index, "partnerpage"), title="Verein", service_area_items=cities)
    response = desk.post(adding(index, "partnerpage"), {**form, "action-publish": "1"})
    assert set(complaints(response)) == {"service_area_items-1-city"}
    assert desk.post(adding(index, "partnerpage"), form).status_code == 302


def test_an_import_is_refused_it_too(home: object) -> None:
    sport = Topic.objects.create(name="Sport")
    event = making.event(topic_items=[EventTopic(topic=sport) for _ in range(2)])
    with translation.override("de"), pytest.raises(ValidationError, match="Thema 2: „Sport“ steht hier zweimal"):
        making.published(event)


def test_each_list_of_the_core_says_what_stands_in_it_once() -> None:
    lists = [model for model in apps.get_app_config("content").get_models() if issubclass(model, InlineItem)]
    assert len(lists) > 10
    assert [model.__name__ for model in lists if not model.once] == []
