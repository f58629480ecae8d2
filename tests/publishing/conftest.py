"""A small network, made as an editor would make it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from wagtail.models import Page

from cms.content.initial_site import ensure_initial_site
from cms.content.models import (
    City,
    CityProgrammePage,
    EventCityProgramme,
    EventContribution,
    EventOccurrence,
    EventOrganiser,
    EventPage,
    HomePage,
    PartnerPage,
    Person,
    Place,
    Programme,
)
from cms.extend import public_id
from cms.publishing.models import Entry
from tests.publishing.rows import Rows

Make = Callable[..., Any]


@pytest.fixture
def home(rebuilt: dict[type[Model], list[Model]], db: None) -> HomePage:
    """The front page of a new installation, in the ledger as after its commit."""
    for model, rows in rebuilt.items():
        model._base_manager.all().delete()
        model._base_manager.bulk_create(rows)
    return ensure_initial_site("http://testserver", locale="de")


@pytest.fixture
def ledger(db: None) -> Rows:
    """A ledger without content behind it."""
    return Rows()


@pytest.fixture
def halle(db: None) -> City:
    return City.objects.create(name="Halle", qualifier="Saale", ags="15002000")


@pytest.fixture
def publish(home: HomePage) -> Make:
    """Puts a page below the list of that slug and publishes it."""

    def publish(page: Page, parent: str) -> Any:
        below = Page.objects.child_of(home).get(slug=parent)
        below.add_child(instance=page)
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def parents(home: HomePage) -> dict[str, str]:
    """Slugs of the lists by the model below them."""
    return {page.specific_class.__name__: page.slug for page in home.get_children()}


@pytest.fixture
def partner(publish: Make, parents: dict[str, str], halle: City) -> Make:
    def partner(title: str = "Verein Beispiel") -> PartnerPage:
        page: PartnerPage = publish(PartnerPage(title=title, city=halle), parents["PartnerIndexPage"])
        return page

    return partner


@pytest.fixture
def programme(publish: Make, parents: dict[str, str], halle: City) -> CityProgrammePage:
    made = Programme.objects.create(name="Gemeinsam im Alltag")
    page: CityProgrammePage = publish(
        CityProgrammePage(title="Gemeinsam im Alltag in Halle (Saale)", programme=made, city=halle),
        parents["CityProgrammeIndexPage"],
    )
    return page


@pytest.fixture
def event(publish: Make, parents: dict[str, str], halle: City) -> Make:
    """A published event in the Literaturhaus; options are fields of the page."""

    def event(
        theme: str = "Zusammen wohnen",
        *,
        day: dt.date = dt.date(2018, 5, 31),
        organiser: PartnerPage | None = None,
        person: Person | None = None,
        programme: CityProgrammePage | None = None,
        **fields: Any,
    ) -> EventPage:
        place, _ = Place.objects.get_or_create(name="Literaturhaus", city=halle)
        page = EventPage(title=theme, theme=theme, format="conference", **fields)
        page.occurrences = [EventOccurrence(start_date=day, place=place)]
        page.organisers = [EventOrganiser(partner=organiser)] if organiser else []
        page.contributions = [EventContribution(person=person, roles="Vorsitzende")] if person else []
        page.city_programme_items = [EventCityProgramme(city_programme=programme)] if programme else []
        made: EventPage = publish(page, parents["EventIndexPage"])
        return made

    return event


@pytest.fixture
def settled(home: HomePage, partner: Make) -> None:
    """Everything before is committed, as far as followers are concerned."""
    connection.run_on_commit.clear()


def entry_of(thing: Any) -> Entry:
    """The ledger's entry of the thing."""
    return Entry.objects.get(pk=public_id(thing))


def document_of(thing: Any) -> dict[str, Any]:
    """The thing's public document."""
    document: dict[str, Any] = json.loads(entry_of(thing).document)
    return document


def paragraph(text: str) -> list[dict[str, str]]:
    """A stream of one paragraph."""
    return [{"type": "paragraph", "value": f"<p>{text}</p>", "id": "11111111-2222-3333-4444-555555555555"}]
