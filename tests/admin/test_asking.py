"""What is unusual and may be right is asked at its field, and stored once somebody says that it is so."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.content import models
from cms.content.models import EventIndexPage, EventPage, PartnerIndexPage, PartnerPage
from tests.admin.filling import adding, editing, filled, new_page, open_form
from tests.admin.test_messages import DATE, complaints, publish_event
from tests.content import making

SOON = timezone.localdate() + dt.timedelta(days=30)
BOX = re.compile(r'name="answered" value="(\w+)"( checked)?')


def boxes(response: Any) -> list[tuple[str, bool]]:
    """The answers that the form offers, and whether they are given."""
    return [(key, bool(given)) for key, given in BOX.findall(response.content.decode())]


def german(day: dt.date) -> str:
    return day.strftime("%d.%m.%Y")


def unusual(name: str) -> tuple[str, dict[str, Any]]:
    """A place and an event with something unusual there."""
    if name == "registration":
        return "registration_deadline", {"registration_deadline": "01.06.2018"}
    if name == "participants":
        numbers = {"participants": "50", "participants_qualifier": "about"}
        return "participants", {"occurrences": [{**DATE, "start_date": german(SOON)}], **numbers}
    if name == "replacement":
        earlier = making.published(making.event("Früher", making.on("2018-05-30")))
        return "replaced_by", {"replaced_by": earlier.pk}
    who, partner = making.person(), making.partner()
    making.affiliation(who, "Vorsitz", partner, since=dt.date(2020, 1, 1))
    line = {"person": who.pk, "partner": partner.pk, "kind": "input", "roles": "Vorsitz"}
    return "contributions", {"contributions": [line]}


@pytest.mark.parametrize("name", ["registration", "participants", "replacement", "role"])
def test_it_is_asked_and_published_once_that_is_answered(desk: Client, name: str) -> None:
    place, values = unusual(name)
    before = EventPage.objects.count()
    response = publish_event(desk, **values)
    assert set(complaints(response)) == {place}
    ((key, given),) = boxes(response)
    assert (given, EventPage.objects.count()) == (False, before)
    assert publish_event(desk, **values, answered=key).status_code == 302


def test_a_draft_is_not_asked(desk: Client) -> None:
    index = EventIndexPage.objects.get()
    _place, values = unusual("registration")
    form = filled(new_page(desk, index, "eventpage"), theme="Wohnen", occurrences=[DATE], **values)
    assert desk.post(adding(index, "eventpage"), form).status_code == 302


def test_what_is_usual_is_not_asked(desk: Client) -> None:
    later = making.published(making.event("Später", making.on("2018-06-30")))
    values = {"participants": "50", "participants_qualifier": "about", "registration_deadline": "31.05.2018"}
    assert publish_event(desk, replaced_by=later.pk, **values).status_code == 302


def test_an_answer_stays_while_something_else_is_wrong(desk: Client) -> None:
    _place, values = unusual("registration")
    ((key, _given),) = boxes(publish_event(desk, **values))
    response = publish_event(desk, **values, answered=key, registration_mail="keine")
    assert set(complaints(response)) == {"registration_deadline", "registration_mail"}
    assert boxes(response) == [(key, True)]


def test_another_question_is_not_answered_with_it(desk: Client) -> None:
    _place, values = unusual("registration")
    ((key, _given),) = boxes(publish_event(desk, **values))
    _other, more = unusual("replacement")
    response = publish_event(desk, **values, **more, answered=key)
    assert set(complaints(response)) == {"registration_deadline", "replaced_by"}


def test_what_is_public_already_is_not_asked_again(desk: Client) -> None:
    _place, values = unusual("registration")
    ((key, _given),) = boxes(publish_event(desk, **values))
    publish_event(desk, **values, answered=key)
    page = EventPage.objects.get()
    form = filled(open_form(desk, editing(page)), lead="Neu.")
    assert desk.post(editing(page), {**form, "action-publish": "1"}).status_code == 302
    response = desk.post(
        editing(page), {**form, "replaced_by": unusual("replacement")[1]["replaced_by"], "action-publish": "1"}
    )
    assert set(complaints(response)) == {"replaced_by"}


def new_record(desk: Client, model: str, **values: Any) -> Any:
    """The answer to a record that was to be stored as a draft."""
    url = reverse(getattr(models, model).snippet_viewset.get_url_name("add"))
    return desk.post(url, filled(open_form(desk, url), **values))


def twin(model: str) -> dict[str, Any]:
    """Stores a record; gives the fields of what might be the same one."""
    if model == "City":
        making.city()
        return {"name": "Halle a. d. Saale", "aliases": "Halle an der Saale", "ags": "15003000"}
    if model == "Person":
        making.person("Tarek", "Ali", honorific="Dr.")
        return {"given_name": "Dr. Tárek", "family_name": "ALI"}
    if model == "Topic":
        models.Topic.objects.create(name="Teilhabe", synonyms="Partizipation")
        return {"name": "partizipation"}
    if model == "Place":
        making.place("Literaturhaus Halle")
        return {"name": "literaturhaus", "city": making.city().pk}
    models.Programme.objects.create(name="Gemeinsam im Alltag")
    return {"name": "Gemeinsam im Altag"}


@pytest.mark.parametrize("model", ["City", "Person", "Place", "Programme", "Topic"])
def test_what_may_be_there_already_is_named_and_offered_before_it_is_stored(desk: Client, model: str) -> None:
    values = twin(model)
    known = getattr(models, model).objects.get()
    response = new_record(desk, model, **values)
    (messages,) = complaints(response).values()
    assert f"Das gibt es vielleicht schon: {known}" in messages[0]
    edit = reverse(type(known).snippet_viewset.get_url_name("edit"), args=[known.pk])
    assert f'<a href="{edit}" target="_blank">' in response.content.decode()
    ((key, _given),) = boxes(response)
    assert getattr(models, model).objects.count() == 1
    assert new_record(desk, model, **values, answered=key).status_code == 302
    other = getattr(models, model).objects.exclude(pk=known.pk).get()
    url = reverse(type(known).snippet_viewset.get_url_name("edit"), args=[other.pk])
    assert desk.post(url, {**open_form(desk, url), "action-publish": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("model", "values"),
    [
        ("Person", {"given_name": "Tarek", "family_name": "Akil"}),
        ("Topic", {"name": "NeMO"}),
        ("Programme", {"name": "Gemeinsam 2019"}),
    ],
)
def test_what_is_only_a_little_alike_is_not_asked(desk: Client, model: str, values: dict[str, Any]) -> None:
    making.person("Tarek", "Ali")
    models.Topic.objects.create(name="VeMo")
    models.Programme.objects.create(name="Gemeinsam 2018")
    assert new_record(desk, model, **values).status_code == 302


def test_of_what_there_can_be_only_one_the_other_is_named_and_no_answer_helps(desk: Client) -> None:
    making.city()
    response = new_record(desk, "City", name="Halle", qualifier="Saale", ags="15002000")
    found = complaints(response)
    assert "„Halle (Saale)“" in found["ags"][0]
    assert boxes(response) == []
    models.Topic.objects.create(name="Sport")
    response = new_record(desk, "Topic", name="Sport")
    assert len(complaints(response)["name"]) == 2
    assert boxes(response) == []


def test_a_partner_is_asked_about_too_but_not_its_translation(desk: Client, editor: User) -> None:
    known = making.partner("Verein Vielfalt e. V.", acronym="VV")
    index = PartnerIndexPage.objects.get(locale=known.locale)
    form = filled(new_page(desk, index, "partnerpage"), title="verein vielfalt")
    response = desk.post(adding(index, "partnerpage"), form)
    assert f'<a href="{editing(known)}"' in response.content.decode()
    ((key, _given),) = boxes(response)
    assert not PartnerPage.objects.exclude(pk=known.pk).exists()
    assert desk.post(adding(index, "partnerpage"), {**form, "answered": key}).status_code == 302
    again = open_form(desk, editing(known))
    assert desk.post(editing(known), {**again, "lead": "Neu.", "action-publish": "1"}).status_code == 302
