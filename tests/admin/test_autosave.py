"""A page saves itself while it is written, in whatever order its editor fills it in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.content import models
from tests.admin import filling
from tests.content import making

TYPES = {
    "eventpage": (models.EventIndexPage, {"theme": "Zusammen wohnen"}),
    "partnerpage": (models.PartnerIndexPage, {"title": "Verein Vielfalt e. V."}),
    "cityprogrammepage": (models.CityProgrammeIndexPage, {"title": "Programm in Halle"}),
    "newspage": (models.NewsIndexPage, {"title": "Es gibt Neues"}),
}
DATE = {"start_date": "31.05.2018", "precision": "day", "timezone": "Europe/Berlin", "status": "confirmed"}


class Editing:
    """The open form of a new page, which is sent again and again."""

    def __init__(self, desk: Client, model: str) -> None:
        parent, values = TYPES[model]
        self.desk, self.url = desk, filling.adding(parent.objects.get(), model)
        self.form = desk.get(self.url).context["form"]
        self.values = {**filling.open_form(desk, self.url), **values}
        if model == "cityprogrammepage":
            programme = models.Programme.objects.create(name="Vielfalt")
            self.values |= {"city": str(making.city().pk), "programme": str(programme.pk)}

    def add_line(self, name: str, **values: Any) -> None:
        """A line of the list as the button adds it, with these values in it."""
        number = int(self.values[f"{name}-TOTAL_FORMS"])
        prefix = f"{name}-{number}"
        for field in self.form.formsets[name].empty_form:
            value = field.value()
            self.values[f"{prefix}-{field.name}"] = "" if value in (None, False) else str(value)
        self.values |= {f"{prefix}-ORDER": str(number + 1), f"{prefix}-DELETE": "", f"{prefix}-id": ""}
        self.values |= {f"{prefix}-{field}": value for field, value in values.items()}
        self.values[f"{name}-TOTAL_FORMS"] = str(number + 1)

    def save(self, **values: Any) -> None:
        """Sends the form as Wagtail's script does, and takes over what it is told."""
        self.values |= values
        answer = self.desk.post(self.url, self.values, headers={"Accept": "application/json"})
        told = json.loads(answer.content)
        assert told.get("success"), (told, filling.errors(self.desk.post(self.url, self.values)))
        self.values |= told["field_updates"]
        self.url = filling.editing(Page.objects.get(pk=told["pk"]))
        self.pk = told["pk"]

    @property
    def page(self) -> Any:
        """The page as it was saved last."""
        return Page.objects.get(pk=self.pk).get_latest_revision_as_object()


@pytest.mark.parametrize("model", TYPES)
def test_empty_lines_are_none_however_often_the_page_is_saved(desk: Client, model: str) -> None:
    editing = Editing(desk, model)
    lists = [name for name in editing.form.formsets if name != "comments"]
    for name in lists:
        editing.add_line(name)
    for lead in ("Ein Fest.", "Ein Fest im Park.", "Ein Fest im Park mit Musik."):
        editing.save(lead=lead)
        for name in lists:
            editing.add_line(name)
    assert editing.page.lead == "Ein Fest im Park mit Musik."
    assert [getattr(editing.page, name).count() for name in lists] == [0] * len(lists)


def test_a_date_may_come_last(desk: Client) -> None:
    editing = Editing(desk, "eventpage")
    if editing.values["occurrences-TOTAL_FORMS"] == "0":
        editing.add_line("occurrences")
    editing.save()
    editing.save(lead="Ein Fest im Park.")
    editing.save(**{f"occurrences-0-{name}": value for name, value in DATE.items()})
    editing.save(lead="Ein Fest im Park mit Musik.")
    assert [str(date) for date in editing.page.occurrences.all()] == ["31.05.2018"]
    assert editing.values["occurrences-0-id"] == "" or int(editing.values["occurrences-0-id"])


def test_lines_between_empty_ones_keep_their_place(desk: Client) -> None:
    editing = Editing(desk, "eventpage")
    topics = [models.Topic.objects.create(name=name) for name in ("Wohnen", "Arbeit")]
    editing.add_line("topic_items")
    editing.add_line("topic_items", topic=str(topics[0].pk))
    editing.save()
    editing.add_line("topic_items")
    editing.add_line("topic_items", topic=str(topics[1].pk))
    editing.save(lead="Eins")
    editing.save(lead="Zwei")
    assert [str(each.topic) for each in editing.page.topic_items.all()] == ["Wohnen", "Arbeit"]


def test_what_was_saved_by_itself_is_published_without_its_empty_lines(desk: Client) -> None:
    editing = Editing(desk, "eventpage")
    for name in ("occurrences", "organisers", "contributions"):
        editing.add_line(name)
    editing.save()
    editing.add_line("occurrences", **DATE, place=str(making.place().pk))
    editing.save()
    answer = desk.post(editing.url, {**editing.values, "action-publish": "1"})
    assert answer.status_code == 302, filling.errors(answer)
    event = models.EventPage.objects.get()
    assert event.live
    assert (event.occurrences.count(), event.organisers.count(), event.contributions.count()) == (1, 0, 0)


def test_what_is_published_before_the_answer_of_the_last_saving_came_has_each_line_once(desk: Client) -> None:
    editing = Editing(desk, "eventpage")
    editing.save()
    before = editing.values | {"lead": "Ein Fest."}
    editing.values = dict(before)
    person = making.person()
    making.affiliation(person, "Vorsitzender")
    partner = making.partner()
    editing.add_line("occurrences", **DATE, place=str(making.place().pk))
    editing.add_line("organisers", partner=str(partner.pk), role="host")
    editing.add_line("contributions", person=str(person.pk), kind="input")
    editing.add_line("topic_items", topic=str(models.Topic.objects.create(name="Wohnen").pk))
    sent = dict(editing.values)
    editing.save()
    answer = desk.post(editing.url, {**sent, "action-publish": "1"})
    assert answer.status_code == 302, filling.errors(answer)
    event = models.EventPage.objects.get()
    assert event.live
    lists = ("occurrences", "organisers", "contributions", "topic_items")
    assert [getattr(event, name).count() for name in lists] == [1, 1, 1, 1]
    assert event.contributions.get().roles == "Vorsitzender"


def test_a_line_that_is_sent_again_stands_where_it_was_sent_last(desk: Client) -> None:
    editing = Editing(desk, "eventpage")
    topics = [models.Topic.objects.create(name=name) for name in ("Wohnen", "Arbeit")]
    editing.save()
    for topic in topics:
        editing.add_line("topic_items", topic=str(topic.pk))
    sent = editing.values | {"topic_items-0-ORDER": "2", "topic_items-1-ORDER": "1"}
    editing.save()
    editing.values = sent
    editing.save()
    assert [str(each.topic) for each in editing.page.topic_items.all()] == ["Arbeit", "Wohnen"]
