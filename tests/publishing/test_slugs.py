"""Filters name things by slug, former slug or id, and refuse what names nothing; what was outside need not be forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.content import models
from cms.content.choices import NewsKind
from cms.erasing.erase import erase
from cms.extend import public_id
from cms.publishing.models import Slug
from cms.publishing.reading.changes import changes_since
from cms.publishing.reading.grammar import FilterError, parse_filter
from tests.publishing.conftest import entry_of

Make = Callable[..., Any]
Things = dict[str, Any]
SURFACES = (
    "/api/v1/events?",
    "/api/v1/changes?type=event&",
    "/feeds/atom?type=event&",
    "/feeds/calendar.ics?start.gte=2018-01-01&",
)
KINDS = ("city", "programme", "topic", "partner", "person", "series")


@pytest.fixture
def things(event: Make, partner: Make, programme: Any, halle: Any) -> Things:
    """An event that names one thing of each kind; `event` is itself."""
    person = models.Person.objects.create(given_name="Ada", family_name="Beispiel", public_profile=True)
    topic, series = models.Topic.objects.create(name="Wohnen"), models.Series.objects.create(name="Salon")
    page = event(
        organiser=(host := partner()),
        person=person,
        programme=programme,
        topic_items=[models.EventTopic(topic=topic)],
        series_items=[models.EventSeriesItem(series=series)],
    )
    named = {"topic": topic, "partner": host, "person": person, "series": series}
    return {"event": page, "city": halle, "programme": programme.programme, **named}


def rename(thing: Any, slug: str) -> None:
    fresh = type(thing).objects.get(pk=thing.pk)
    fresh.slug = slug
    fresh.save_revision().publish() if hasattr(fresh, "save_revision") else fresh.save()


def said(path: str) -> tuple[int, bool]:
    answer = Client().get(path)
    return answer.status_code, b"Zusammen wohnen" in answer.content


@pytest.mark.plugin("feeds", "calendar")
@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_is_meant_by_its_slug_its_id_and_what_it_was_called_before(
    things: Things, kind: str, django_capture_on_commit_callbacks: Make
) -> None:
    thing = things[kind]
    names = [thing.slug, str(public_id(thing)), str(public_id(thing)).upper()]
    names += [str(thing.translation_key)] if kind == "partner" else []
    for slug in ("neu-genannt", "noch-einmal-neu"):
        with django_capture_on_commit_callbacks(execute=True):
            rename(thing, slug)
        names.append(slug)
    assert {name: said(f"{SURFACES[0]}{kind}={name}") for name in names} == dict.fromkeys(names, (200, True))
    for surface in SURFACES:
        assert {name: said(f"{surface}{kind}={name}") for name in names[:2]} == dict.fromkeys(names[:2], (200, True))
    for name in ("quatsch", str(uuid4()), str(public_id(things["event"])), f"{names[0]},quatsch", "%2A"):
        assert said(f"{SURFACES[0]}{kind}={name}")[0] == 400
    assert {said(f"{surface}{kind}=quatsch")[0] for surface in SURFACES} == {400}


@pytest.mark.parametrize("facet", ["format", "kind", "reported", "language"])
def test_a_value_that_there_cannot_be_is_refused_and_one_that_nothing_bears_is_not(things: Things, facet: str) -> None:
    possible = {"format": "workshop", "kind": NewsKind.values[0], "reported": "yes", "language": "tr"}
    assert parse_filter(QueryDict(f"{facet}={possible[facet]}")).facets[facet] == ((possible[facet],),)
    with pytest.raises(FilterError) as refused:
        parse_filter(QueryDict(f"{facet}=quatsch"))
    assert (refused.value.parameter, refused.value.code) == (facet, "unknown_value")
    assert facet == "language" or possible[facet] in refused.value.allowed


def test_a_slug_belongs_to_the_last_thing_that_took_it(things: Things) -> None:
    rename(things["topic"], "leben")
    models.Topic.objects.create(name="Anderes Wohnen", slug="wohnen")
    assert said("/api/v1/events?topic=wohnen") == (200, False)
    assert said("/api/v1/events?topic=leben") == (200, True)


def test_what_was_never_public_is_unknown(things: Things) -> None:
    draft = models.PartnerPage(title="Geheim", slug="geheim", live=False)
    models.PartnerIndexPage.objects.first().add_child(instance=draft)
    hidden = models.Person.objects.create(given_name="Geheim", family_name="Person")
    for path in (
        f"partner={draft.slug}",
        f"partner={public_id(draft)}",
        f"person={hidden.slug}",
        f"person={hidden.uuid}",
    ):
        assert said(f"/api/v1/events?{path}")[0] == 400


def test_what_is_taken_back_is_still_a_name_and_of_what_is_erased_only_the_id(things: Things) -> None:
    host, person = things["partner"], things["person"]
    host.unpublish()
    assert said(f"/api/v1/events?partner={host.slug}")[0] == 200
    slug = person.slug
    erase(person)
    assert said(f"/api/v1/events?person={person.uuid}") == (200, False)
    assert said(f"/api/v1/events?person={slug}")[0] == 400
    assert not Slug.objects.filter(value__contains="ada").exists()


def test_the_slug_of_a_translation_means_the_thing_in_all_languages(things: Things) -> None:
    english = things["partner"].copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    english.slug = "example-club"
    english.save_revision().publish()
    assert said("/api/v1/events?locale=de&partner=example-club") == (200, True)
    assert said(f"/api/v1/events?locale=de&partner={public_id(english)}") == (200, True)


def left(wanted: str, since: int) -> list[str]:
    found = changes_since(since, parse_filter(QueryDict(f"type=event&{wanted}")), now=timezone.now(), limit=100)
    return [change.reason for change in found.items]


@pytest.mark.parametrize(
    ("wanted", "change"),
    [
        ("format=conference", {"format": "workshop"}),
        ("format=conference,other", {"format": "workshop"}),
        ("start.gte=2018-05-31&start.lt=2018-06-01", {"day": "2019-01-01"}),
        ("start.lt=2018-06-01&format=conference", {"day": "2019-01-01"}),
    ],
)
def test_only_those_who_had_a_thing_are_told_to_forget_it(event: Make, wanted: str, change: dict[str, str]) -> None:
    page, other = event(), event("Anderes")
    others = ["format=workshop,meeting", "start.gte=2030-01-01", "start.gte=2019-01-01&format=other", "reported=yes"]
    since = entry_of(other).sequence
    for name, value in change.items():
        if name == "day":
            page.occurrences = [models.EventOccurrence(start_date=dt.date.fromisoformat(value))]
            page.date_change_note = "Der Saal war belegt."
        else:
            setattr(page, name, value)
    page.lead = "Neu"
    page.save_revision().publish()
    assert left(wanted, since) == ["left-filter"]
    assert left(wanted, entry_of(page).sequence) == []
    told = {query: left(query, since) for query in others}
    assert "left-filter" not in {reason for reasons in told.values() for reason in reasons}


def test_what_is_changed_outside_of_the_filter_is_not_told_again_and_again(event: Make) -> None:
    page = event()
    page.format = "workshop"
    page.save_revision().publish()
    since = entry_of(page).sequence
    page.lead = "Neu"
    page.save_revision().publish()
    assert left("format=conference", since) == []
    assert left("format=workshop", since) == [""]
