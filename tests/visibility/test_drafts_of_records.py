"""A record that is not out is named by nothing: no document, no facet, no passage, no page of the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cms.content import models
from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage, Person
from cms.publishing.models import Entry
from tests.content import making

pytestmark = pytest.mark.django_db

SECRET = "Geheimnis"


@pytest.fixture
def home(db: None) -> HomePage:
    return ensure_initial_site("http://testserver", locale="de")


def block(name: str, /, **value: Any) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid4())}


def stream(who: Person, topic: models.Topic) -> str:
    """All blocks that can name a record."""
    speaks = {"speaker": who.pk, "role": "Gast", "release": "given", "kind": "direct", "language": "de"}
    return json.dumps(
        [
            block("quote", text="Wir bleiben dran", **speaks),
            block("statement", text="Es geht weiter.", speaker=who.pk, role="Gast"),
            block("speakers", title="", portraits=True, people=[{"speaker": who.pk, "role": "Gast", "kind": "input"}]),
            block("contact", person=who.pk, purpose="Fragen", email="g@example.org", phone="0345 1"),
            block("related", title="", pages=[], topics=[topic.pk]),
            block("agenda", items=[{"title": "Auftakt", "kind": "opening", "speakers": [who.pk]}]),
        ]
    )


class Network:
    """Pages that name a record of each kind, in each way in which one can be named."""

    def __init__(self, *, live: bool) -> None:
        state = {"live": live}
        self.city = models.City.objects.create(name=f"{SECRET}stadt", ags="05913000", aliases=f"{SECRET}ort", **state)
        self.place = models.Place.objects.create(name=f"{SECRET}haus", city=self.city, **state)
        self.topic = models.Topic.objects.create(name=f"{SECRET}thema", synonyms=f"{SECRET}wort", **state)
        self.below = models.Topic.objects.create(name="Bekannt", parent=self.topic)
        self.old = models.Topic.objects.create(name="Früher", replaced_by=self.topic)
        self.programme = models.Programme.objects.create(name=f"{SECRET}programm", **state)
        self.series = models.Series.objects.create(name=f"{SECRET}reihe", **state)
        self.person = Person.objects.create(family_name=f"{SECRET}mann", public_profile=True, **state)
        self.records = [self.person, self.series, self.programme, self.topic, self.place, self.city]
        self.pages = list(self._pages())

    def _pages(self) -> Iterator[Page]:
        body = stream(self.person, self.topic)
        partner = models.PartnerPage(title="Verein", city=self.city, body=body)
        partner.service_area_items = [models.partner.PartnerServiceArea(city=self.city)]
        yield making.published(partner, below=models.PartnerIndexPage)
        models.Affiliation.objects.create(person=self.person, partner=partner, role="Vorsitz")
        programme = models.CityProgrammePage(title="Vor Ort", programme=self.programme, city=self.city, body=body)
        programme.coordinator_items = [models.city_programme.ProgrammeCoordinator(person=self.person)]
        yield making.published(programme, below=models.CityProgrammeIndexPage)
        event = making.event("Zusammen wohnen", making.on("2018-05-31", place=self.place), title="Zusammen wohnen")
        event.contributions = [models.EventContribution(person=self.person, roles="Gast")]
        topics = (self.topic, self.below, self.old)
        event.topic_items = [models.EventTopic(topic=topic) for topic in topics]
        event.series_items = [models.EventSeriesItem(series=self.series, number=3)]
        event.city_programme_items = [models.EventCityProgramme(city_programme=programme)]
        event.report = body
        yield making.published(event)
        news = models.NewsPage(title="Neues", published_on="2018-06-01", body=body)
        news.topic_items = [models.news.NewsTopic(topic=topic) for topic in topics]
        yield making.published(news, below=models.NewsIndexPage)


def told() -> str:
    """All that the ledger says, tombstones included."""
    rows = Entry.objects.prefetch_related("facet_rows")
    facets = [(row.name, row.value, row.label) for entry in rows for row in entry.facet_rows.all()]
    return repr([(each.title, each.path, each.document, each.passages) for each in rows]) + repr(facets)


def shown(pages: list[Page]) -> str:
    """All that visitors and partners read."""
    browser = Client()
    addresses = [page.get_url() for page in pages]
    lists = ["/", "/api/v1/changes", "/api/v1/people"]
    return "".join(browser.get(each, follow=True).content.decode() for each in [*addresses, *lists])


def test_records_that_are_out_are_named(home: HomePage) -> None:
    network = Network(live=True)
    for record in network.records:
        assert str(record).split(",")[0] in told()
    assert SECRET in shown(network.pages)


def test_records_that_were_never_published_are_named_nowhere(home: HomePage) -> None:
    network = Network(live=False)
    assert SECRET.casefold() not in told().casefold()
    assert "g@example.org" not in told()
    assert "Wir bleiben dran" not in told()
    found = shown(network.pages).casefold()
    at = found.find(SECRET.casefold())
    assert at < 0, found[at - 200 : at + 100]


@pytest.mark.parametrize("at", range(6))
def test_what_is_taken_back_leaves_what_named_it(home: HomePage, at: int) -> None:
    network = Network(live=True)
    record = network.records[at]
    name = str(record).split(",")[0]
    assert name in told()
    record.unpublish()
    assert name not in told()
    connection.run_on_commit.clear()
    record.refresh_from_db()
    record.save_revision().publish()
    assert name in told()


def test_a_draft_of_a_record_changes_nothing_that_names_it(home: HomePage) -> None:
    network = Network(live=True)
    before = told()
    changes: dict[str, Callable[[Any], None]] = {
        "family_name": lambda it: setattr(it, "family_name", "Anders"),
        "name": lambda it: setattr(it, "name", "Anders"),
    }
    for record in network.records:
        draft = type(record).objects.get(pk=record.pk)
        changes["family_name" if isinstance(draft, Person) else "name"](draft)
        draft.save_revision(log_action=True)
        for page in network.pages:
            page.specific.save_revision().publish()
    assert "Anders" not in told()
    assert set(told()) == set(before)
