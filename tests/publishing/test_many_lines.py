"""A page with many lines is published like one with few, and the archive knows as before what each of them refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.content import models
from cms.content.models.affiliation import Affiliation
from cms.content.models.city_programme import ProgrammeCoordinator, ProgrammePartner
from cms.content.validation import InlineItem
from tests.content import making
from tests.publishing.conftest import document_of

Make = Callable[..., Any]
Lines = Callable[[int], list[Any]]

FEW, MANY = 3, 300
BEGINNING = dt.date(2018, 5, 31)


@dataclass
class Network:
    """What lines refer to."""

    place: models.Place
    person: models.Person
    partner: models.PartnerPage
    topic: models.Topic
    event: models.EventPage
    city_programme: models.CityProgrammePage


@pytest.fixture(autouse=True)
def alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets lines say the same, since what counts here is how many there are, not that each is another."""
    for model in InlineItem.__subclasses__():
        monkeypatch.setattr(model, "once", ())


@pytest.fixture
def network(event: Make, partner: Make, programme: models.CityProgrammePage) -> Network:
    return Network(
        place=making.place(),
        person=making.person(public_profile=True),
        partner=partner(),
        topic=models.Topic.objects.create(name="Wohnen"),
        event=event("Früher"),
        city_programme=programme,
    )


def dates(network: Network, count: int) -> list[models.EventOccurrence]:
    days = (BEGINNING + dt.timedelta(days=number) for number in range(count))
    return [models.EventOccurrence(start_date=day, place=network.place) for day in days]


LISTS: Mapping[tuple[str, str], Callable[[Network], Any]] = {
    ("EventPage", "contributions"): lambda net: models.EventContribution(person=net.person, roles="Gast"),
    ("EventPage", "organisers"): lambda net: models.EventOrganiser(partner=net.partner),
    ("EventPage", "relations"): lambda net: models.EventRelation(event=net.event),
    ("NewsPage", "event_items"): lambda net: models.NewsEvent(event=net.event),
    ("CityProgrammePage", "partner_items"): lambda net: ProgrammePartner(partner=net.partner),
    ("CityProgrammePage", "coordinator_items"): lambda net: ProgrammeCoordinator(person=net.person),
    ("PartnerPage", "memberships"): lambda net: models.PartnerMembership(umbrella=net.partner),
}


def page_of(model: str, network: Network, number: int) -> Any:
    title = f"{model} mit {number} Zeilen"
    if model == "EventPage":
        return models.EventPage(title=title, theme=title, occurrences=dates(network, 1))
    if model == "CityProgrammePage":
        made = models.Programme.objects.create(name=title)
        return models.CityProgrammePage(title=title, programme=made, city=network.place.city)
    return getattr(models, model)(title=title)


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def of_many(
    publish: Make, parents: dict[str, str], model: str, name: str, make: Callable[[int], Any]
) -> list[list[int]]:
    """Queries for few and many lines: to publish a new page, the same with all lines changed, and with all of them replaced."""
    return [
        steps(lambda page: publish(page, parents[model.replace("Page", "IndexPage")]), make(count), name)
        for count in (FEW, FEW, MANY)  # the first one warms caches
    ][1:]


def steps(publish: Callable[[Any], Any], page: Any, name: str) -> list[int]:
    count = len(getattr(page, name).all())
    found = [queries(lambda: publish(page))]
    page = type(page).objects.get(pk=page.pk)
    lines = list(getattr(page, name).all())
    assert len(lines) == count
    for number, line in enumerate(lines):
        line.sort_order = number + 1
    setattr(page, name, lines)
    found.append(queries(lambda: page.save_revision().publish()))
    page = type(page).objects.get(pk=page.pk)
    assert [line.sort_order for line in getattr(page, name).all()] == [line.sort_order for line in lines]
    for line in lines:
        line.pk = line.id = None
        line._state.adding = True
    setattr(page, name, lines)
    found.append(queries(lambda: page.save_revision().publish()))
    assert getattr(page, name).count() == len(lines)
    return found


def test_300_dates_cost_little_more_than_three(network: Network, publish: Make, parents: dict[str, str]) -> None:
    def make(count: int) -> models.EventPage:
        return models.EventPage(title=f"Reihe {count}", theme="Reihe", occurrences=dates(network, count))

    few, many = of_many(publish, parents, "EventPage", "occurrences", make)
    assert all(b <= 2 * a for a, b in zip(few, many, strict=True)), (few, many)


@pytest.mark.parametrize(("model", "name"), LISTS)
def test_every_list_of_every_page_may_be_long(
    network: Network, publish: Make, parents: dict[str, str], model: str, name: str
) -> None:
    def make(count: int) -> Any:
        page = page_of(model, network, make.__dict__.setdefault("made", 0))  # type: ignore[attr-defined]
        make.__dict__["made"] += 1
        setattr(page, name, [LISTS[model, name](network) for _ in range(count)])
        return page

    few, many = of_many(publish, parents, model, name, make)
    assert all(b <= 2 * a for a, b in zip(few, many, strict=True)), (few, many)


def test_a_persons_many_affiliations_cost_little_more_than_few(network: Network) -> None:
    def save(count: int) -> int:
        person = models.Person(given_name="Ada", family_name=f"Beispiel {count}")
        person.affiliations = [Affiliation(partner=network.partner, role=f"Rolle {n}") for n in range(count)]
        return queries(person.save)

    save(1)
    assert save(MANY) <= 2 * save(FEW)
    assert Affiliation.objects.count() == 1 + FEW + MANY


def noted(page: Page) -> set[tuple[str, str]]:
    """What the index of references says that the page refers to: where, and the key of what is there."""
    rows = ReferenceIndex.get_references_for_object(page)
    return set(rows.values_list("content_path", "to_object_id"))


def true_references(page: Page) -> set[tuple[str, str]]:
    stored = type(page).objects.get(pk=page.pk)
    return {(path, key) for _, key, _, path in ReferenceIndex._extract_references_from_object(stored)}


def test_what_lines_refer_to_is_noted_as_they_come_change_and_go(network: Network, event: Make) -> None:
    page = event()
    page.occurrences = dates(network, 4)
    page.topic_items = [models.EventTopic(topic=network.topic)]
    page.save_revision().publish()
    assert noted(page) == true_references(page)
    assert len([path for path, _ in noted(page) if path.startswith("occurrences.")]) == 4
    page = models.EventPage.objects.get(pk=page.pk)
    lines = list(page.occurrences.all())
    lines[0].place = making.place("Saal")
    page.occurrences, page.date_change_note = lines[:3], "Saal belegt"
    page.topic_items = []
    page.save_revision().publish()
    assert noted(page) == true_references(page)
    usage = ReferenceIndex.get_grouped_references_to(network.place)
    assert [(found.pk, len(references)) for found, references in usage if found.pk == page.pk] == [(page.pk, 2)]
    assert not ReferenceIndex.get_references_to(network.topic).exists()


def test_a_line_that_changes_alone_is_noted_too(network: Network, event: Make) -> None:
    page = event()
    models.EventTopic.objects.create(page=page, topic=network.topic)
    line = page.occurrences.get()
    line.place = making.place("Saal")
    line.save()
    assert noted(page) == true_references(page)
    page.topic_items.all().get().delete()
    page.save()
    assert noted(page) == true_references(page)


def test_what_shows_a_place_follows_its_new_name_whichever_date_it_stands_at(network: Network, event: Make) -> None:
    page = event()
    days = dates(network, 30)
    days[-1].place = making.place("Saal")
    page.occurrences = days
    page.save_revision().publish()
    saal = models.Place.objects.get(name="Saal")
    saal.name = "Großer Saal"
    saal.save()
    assert document_of(page)["occurrences"][-1]["place"]["name"] == "Großer Saal"


def test_while_a_caller_keeps_wagtail_from_noting_references_nothing_is_noted(network: Network, event: Make) -> None:
    page = event()
    before = noted(page)
    with disable_reference_index_auto_update():
        page.occurrences = dates(network, 5)
        page.save()
        assert noted(page) == before
        page.topic_items = [models.EventTopic(topic=network.topic)]
        page.save()
    assert noted(page) == before


def test_who_listens_is_told_of_each_line(network: Network, event: Make) -> None:
    page = event()
    told: list[tuple[str, int | None]] = []

    def on_saved(instance: Any, created: bool, **kwargs: Any) -> None:
        told.append(("created" if created else "changed", instance.pk))

    def on_deleted(instance: Any, **kwargs: Any) -> None:
        told.append(("deleted", instance.pk))

    post_save.connect(on_saved, sender=models.EventOccurrence)
    post_delete.connect(on_deleted, sender=models.EventOccurrence)
    try:
        [old] = page.occurrences.all()
        page.occurrences = [*dates(network, 1), old]
        old.status_note = "neu"
        page.save()
        new = page.occurrences.exclude(pk=old.pk).get()
        assert sorted(told) == [("changed", old.pk), ("created", new.pk)]
        page.occurrences = [new]
        page.save()
        assert told[2:] == [("deleted", old.pk)]
    finally:
        post_save.disconnect(on_saved, sender=models.EventOccurrence)
        post_delete.disconnect(on_deleted, sender=models.EventOccurrence)


def test_lines_that_store_themselves_still_do(network: Network, event: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Any] = []

    def save(self: models.EventTopic, *args: Any, **kwargs: Any) -> None:
        saved.append(self.topic)
        super(models.EventTopic, self).save(*args, **kwargs)

    monkeypatch.setattr(models.EventTopic, "save", save)
    page = event()
    page.topic_items = [models.EventTopic(topic=network.topic)]
    page.save()
    assert saved == [network.topic]
    assert page.topic_items.count() == 1
    assert noted(page) == true_references(page)


def test_a_draft_forgets_what_is_gone_meanwhile(network: Network, event: Make, partner: Make) -> None:
    gone = event("Nur kurz")
    page = event()
    page.relations = [models.EventRelation(event=gone), models.EventRelation(event=network.event)]
    page.contributions = [models.EventContribution(person=network.person, roles="Gast", partner=partner("Kurzer"))]
    draft = page.save_revision()
    page.contributions.all()[0].partner.delete()
    gone.delete()
    draft.refresh_from_db()
    restored = draft.as_object()
    assert [line.event_id for line in restored.relations.all()] == [network.event.pk]
    assert [line.partner_id for line in restored.contributions.all()] == [None]


def test_a_partial_save_stores_only_the_lists_it_names(network: Network, event: Make) -> None:
    page = event()
    page.occurrences = dates(network, 3)
    page.topic_items = [models.EventTopic(topic=network.topic)]
    page.save(update_fields=["lead", "topic_items"])
    stored = models.EventPage.objects.get(pk=page.pk)
    assert (stored.occurrences.count(), stored.topic_items.count()) == (1, 1)
