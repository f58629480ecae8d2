"""Publishing an event costs few questions to the database, however much is in it; they are counted, since time depends on the machine."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from cms.content import models
from tests.admin.filling import editing, open_form
from tests.content import making

MOST = 90
AT_THE_DESK = 143
"""With what Wagtail asks about the editor, the page's place, its versions and its workflow, and the form about what was chosen."""


@pytest.fixture
def event(home: models.HomePage, settings: Any) -> models.EventPage:
    """An event with something of everything, where tasks wait for the worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    partners = [making.partner(f"Verein {name}") for name in "ABC"]
    people = [making.person("Ada", f"Beispiel {name}", public_profile=True) for name in "ABCDE"]
    topics = [models.Topic.objects.create(name=f"Thema {number}") for number in range(8)]
    programme = making.published(
        models.CityProgrammePage(
            title="Im Alltag", programme=models.Programme.objects.create(name="Im Alltag"), city=making.city()
        ),
        below=models.CityProgrammeIndexPage,
    )
    series = models.Series.objects.create(name="Reihe")
    made = making.event(
        organisers=[models.EventOrganiser(partner=each) for each in partners],
        contributions=[models.EventContribution(person=each, partner=partners[0], roles="Gast") for each in people],
        topic_items=[models.EventTopic(topic=each) for each in topics],
        city_programme_items=[models.EventCityProgramme(city_programme=programme)],
        series_items=[models.EventSeriesItem(series=series)],
        relations=[models.EventRelation(event=making.published(making.event("Früher")), kind="follow_up")],
        published_by=partners[0],
        report=making.paragraph(),
    )
    page: models.EventPage = making.published(made)
    return page


def test_publishing_asks_at_most_ninety(event: models.EventPage) -> None:
    event.lead = "Anders."
    with CaptureQueriesContext(connection) as queries:
        event.save_revision().publish()
    assert models.EventPage.objects.get(pk=event.pk).lead == "Anders."
    assert len(queries) <= MOST, "\n".join(query["sql"][:200] for query in queries)


def test_the_editors_request_asks_little_more(event: models.EventPage, desk: Client) -> None:
    form = open_form(desk, editing(event))
    with CaptureQueriesContext(connection) as queries:
        answer = desk.post(editing(event), {**form, "lead": "Anders.", "action-publish": "1"})
    assert answer.status_code == 302
    assert models.EventPage.objects.get(pk=event.pk).lead == "Anders."
    assert len(queries) <= AT_THE_DESK, "\n".join(query["sql"][:200] for query in queries)


@pytest.mark.usefixtures("event")
def test_more_lines_that_choose_the_same_are_no_more_questions(desk: Client) -> None:
    partner = making.partner("Verein D")
    cities = [models.City.objects.create(name=f"Ort {number}", ags=f"0600000{number}") for number in range(8)]
    places = [models.Place.objects.create(name="Saal", city=city) for city in cities]

    def asked(number: int) -> int:
        people = [making.person("Ada", f"Viele {number} {each}", public_profile=True) for each in range(number)]
        dates = [making.on(f"2018-05-{each + 1:02}", place=places[each]) for each in range(number)]
        lines = [models.EventContribution(person=each, partner=partner, roles="Gast") for each in people]
        page = making.published(making.event(f"Viele {number}", *dates, contributions=lines))
        form = open_form(desk, editing(page))
        with CaptureQueriesContext(connection) as queries:
            answer = desk.post(editing(page), {**form, "lead": "Anders.", "action-publish": "1"})
        assert answer.status_code == 302
        return len(queries)

    assert asked(8) <= asked(2)


def test_what_the_event_refers_to_is_noted_once_and_at_once(event: models.EventPage) -> None:
    event.topic_items = event.topic_items.all()[:1]
    with CaptureQueriesContext(connection) as queries:
        event.save_revision().publish()
    written = [query["sql"] for query in queries if "wagtailcore_referenceindex" in query["sql"]]
    assert sum("DELETE" in sql for sql in written) <= 2
    assert not any("update_reference_index" in query["sql"] for query in queries)
    topics = ReferenceIndex.get_references_for_object(event).filter(model_path="topic_items.item.topic")
    assert len(topics) == 1
