"""Next year's event is made from this year's, and brings nothing along that was true then alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.content import models
from cms.content.choices import EventStatus
from tests.admin import filling
from tests.content import making

FIRST, NEXT = dt.date(2018, 5, 31), dt.date(2019, 6, 6)


@pytest.fixture
def held(home: models.HomePage) -> models.EventPage:
    """An event of two days a week apart, with report, numbers and people."""
    partner = making.partner()
    person = making.person()
    making.affiliation(person, "Referentin", partner, since=dt.date(2017, 1, 1), until=dt.date(2018, 12, 31))
    making.affiliation(person, "Geschäftsführerin", since=dt.date(2019, 1, 1))
    event = making.event(
        "Zusammen wohnen",
        making.on("2018-05-31", place=making.place(), online_url="https://example.org/2018"),
        making.on("2018-06-07", status="cancelled", status_note="Sturm"),
        format="workshop",
        participants=80,
        participants_qualifier="about",
        registration_url="https://example.org/anmeldung-2018",
        organisers=[models.EventOrganiser(partner=partner)],
        contributions=[
            models.EventContribution(person=person, title="Vortrag"),
            models.EventContribution(name_text="Gast", roles="Gastgeberin"),
        ],
        topic_items=[models.EventTopic(topic=models.Topic.objects.create(name="Wohnen"))],
        series_items=[models.EventSeriesItem(series=models.Series.objects.create(name="Reihe"), number=3)],
        report=[("paragraph", "<p>So war es.</p>")],
        announcement=[("paragraph", "<p>Wir laden ein.</p>")],
    )
    return making.published(event)


def copied(desk: Client, event: models.EventPage, **values: Any) -> models.EventPage:
    """The copy, as its editor finds it."""
    given = {"new_title": "Zusammen wohnen 2019", "new_parent_page": event.get_parent().pk, **values}
    answer = desk.post(reverse("wagtailadmin_pages:copy", args=[event.pk]), given)
    assert answer.status_code == 302, answer.context["form"].errors
    copy = models.EventPage.objects.exclude(pk=event.pk).get()
    assert not copy.live
    assert (answer.url == filling.editing(copy)) is (values["copy_as"] == "template")
    assert copy.revisions.count() == 1 or values["copy_as"] == "exactly"
    return copy.get_latest_revision_as_object()


def test_a_template_takes_along_what_may_come_again(desk: Client, held: models.EventPage) -> None:
    assert held.contributions.get(person__isnull=False).roles == "Referentin"
    new = copied(desk, held, copy_as="template", first_day="2019-06-06")
    stored = models.EventPage.objects.get(pk=new.pk)
    for event in (new, stored):
        assert (event.title, event.slug, event.theme) == (
            "Zusammen wohnen 2019",
            "zusammen-wohnen-2019",
            "Zusammen wohnen",
        )
        assert (event.format, [str(each.topic) for each in event.topic_items.all()]) == ("workshop", ["Wohnen"])
        assert "Wir laden ein" in str(event.announcement)
        assert [each.partner_id for each in event.organisers.all()] == [held.organisers.get().partner_id]
        assert [(each.title, each.name) for each in event.contributions.all()] == [
            ("Vortrag", "Ümit Koşan"),
            ("", "Gast"),
        ]
        assert [(each.series.name, each.number) for each in event.series_items.all()] == [("Reihe", None)]
        dates = list(event.occurrences.all())
        assert [each.start_date for each in dates] == [NEXT, NEXT + dt.timedelta(days=7)]
        assert dates[0].place == making.place()


def test_it_leaves_behind_what_became_of_the_other_one(desk: Client, held: models.EventPage) -> None:
    new = copied(desk, held, copy_as="template", first_day="06.06.2019")
    stored = models.EventPage.objects.get(pk=new.pk)
    for event in (new, stored):
        assert not event.report
        assert (event.participants, event.participants_qualifier, event.registration_url) == (None, "", "")
        assert event.published_on is None
        for date in event.occurrences.all():
            assert (date.status, date.status_note, date.online_url) == (EventStatus.CONFIRMED, "", "")
    # The original is as it was.
    held.refresh_from_db()
    assert held.live
    assert [each.start_date for each in held.occurrences.all()] == [FIRST, FIRST + dt.timedelta(days=7)]
    assert held.contributions.get(person__isnull=False).roles == "Referentin"


def test_people_have_the_roles_of_the_new_day(desk: Client, held: models.EventPage) -> None:
    new = copied(desk, held, copy_as="template", first_day="2019-06-06")
    assert [each.roles for each in new.contributions.all()] == ["Geschäftsführerin", "Gastgeberin"]


def test_a_template_needs_a_day(desk: Client, held: models.EventPage) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[held.pk])
    answer = desk.post(address, {"new_title": "Neu", "new_parent_page": held.get_parent().pk, "copy_as": "template"})
    assert list(answer.context["form"].errors) == ["first_day"]
    assert "Sagen Sie" in answer.content.decode()
    assert models.EventPage.objects.count() == 1


def test_an_exact_copy_is_exact(desk: Client, held: models.EventPage) -> None:
    new = copied(desk, held, copy_as="exactly", new_slug="genau-so")
    assert (new.title, new.slug, new.participants) == ("Zusammen wohnen 2019", "genau-so", 80)
    assert new.report
    assert [each.start_date for each in new.occurrences.all()] == [FIRST, FIRST + dt.timedelta(days=7)]


def test_a_slug_that_is_taken_gets_a_number(desk: Client, held: models.EventPage) -> None:
    new = copied(desk, held, copy_as="template", first_day="2019-06-06", new_title=held.title)
    assert new.slug == f"{held.slug}-2"


def test_the_form_shows_what_it_asks(desk: Client, held: models.EventPage) -> None:
    html = desk.get(reverse("wagtailadmin_pages:copy", args=[held.pk])).content.decode()
    assert html.index("new_title") < html.index('name="copy_as"') < html.index('name="first_day"')
    assert "als Vorlage für einen neuen Termin" in html
    assert held.title in html.partition("</h1>")[0].partition("<h1")[2]
    # Other pages are copied as ever.
    home = desk.get(reverse("wagtailadmin_pages:copy", args=[held.get_parent().pk])).content.decode()
    assert 'name="copy_as"' not in home
    assert "new_title" in home


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_day", "31.12.9999"),
        ("first_day", "gestern"),
        ("first_day", "x" * 10_000),
        ("new_title", "x" * 10_000),
        ("new_title", "a\x00b"),
        ("new_slug", "x" * 10_000),
        ("copy_as", "halb"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_cannot_be_is_said_at_its_field(desk: Client, held: models.EventPage, field: str, value: str) -> None:
    given = {"new_title": "Neu", "new_parent_page": held.get_parent().pk, "copy_as": "template"}
    address = reverse("wagtailadmin_pages:copy", args=[held.pk])
    answer = desk.post(address, {**given, "first_day": "06.06.2019", field: value})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert models.EventPage.objects.count() == 1


def test_a_title_of_signs_alone_has_an_address(desk: Client, held: models.EventPage) -> None:
    new = copied(desk, held, copy_as="template", first_day="2019-06-06", new_title='"Ωραία" & <b>')
    assert (new.title, new.slug) == ('"Ωραία" & <b>', "b")
