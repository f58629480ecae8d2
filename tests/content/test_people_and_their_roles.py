"""One person, several roles; a report keeps those of its day (T10–T13)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.content.documents.event import event_document
from cms.content.models import Affiliation, EventContribution, EventPage, HomePage, Person
from tests.content import making
from tests.content.making import affiliation, event, on, published

OLD, NEW = dt.date(2019, 12, 31), dt.date(2020, 1, 1)


def contribution(page: EventPage) -> EventContribution:
    return EventPage.objects.get(pk=page.pk).contributions.get()


def test_two_roles_at_two_organisations_are_kept(home: object) -> None:
    city, network = making.partner("Stadt Halle (Saale)"), making.partner("Netzwerk für Migration und Integration")
    who = making.person("Petra", "Schneutzer")
    affiliation(who, "Beauftragte für Migration und Integration", city, is_primary=True)
    affiliation(who, "Leiterin", network)
    page = published(event(contributions=[EventContribution(person=who, kind="input")]))
    kept = contribution(page)
    assert kept.role_list == [
        "Beauftragte für Migration und Integration",
        "Leiterin, Netzwerk für Migration und Integration",
    ]
    assert kept.partner == city


def test_a_report_of_2018_says_the_role_of_2018_for_ever(home: object) -> None:
    partner = making.partner()
    who = making.person()
    affiliation(who, "Vorstandsvorsitzende", partner, until=OLD)
    affiliation(who, "Geschäftsführer", partner, since=NEW)
    page = published(event("Damals", on("2018-05-31"), contributions=[EventContribution(person=who)]))
    later = published(event("Heute", on("2026-05-31"), contributions=[EventContribution(person=who)]))
    assert contribution(page).role_list == ["Vorstandsvorsitzende"]
    assert contribution(later).role_list == ["Geschäftsführer"]
    Affiliation.objects.filter(role="Vorstandsvorsitzende").delete()
    page.save_revision().publish()
    assert contribution(page).role_list == ["Vorstandsvorsitzende"]


def test_a_role_stands_as_it_was_written(home: object) -> None:
    """T11: „Vorstandsvorsitzende“ is not made into anything else."""
    who = making.person()
    page = published(event(contributions=[EventContribution(person=who, roles="Vorstandsvorsitzende")]))
    assert contribution(page).role_list == ["Vorstandsvorsitzende"]


def test_an_organisation_in_the_role_is_not_said_twice(home: object) -> None:
    who = making.person("Jan", "Kaltofen")
    affiliation(who, "Geschäftsführer, Jobcenter Halle (Saale)", organisation_text="Jobcenter Halle (Saale)")
    affiliation(who, "Mitglied", organisation_text="Runder Tisch")
    page = published(event(contributions=[EventContribution(person=who)]))
    assert contribution(page).role_list == ["Geschäftsführer, Jobcenter Halle (Saale)", "Mitglied, Runder Tisch"]


def test_without_a_date_no_role_is_guessed(home: object) -> None:
    who = making.person()
    affiliation(who, "Vorsitzender", organisation_text="Verein")
    page = EventPage(theme="Irgendwann", title="Irgendwann", slug="irgendwann")
    page.contributions = [EventContribution(person=who)]
    page.derive()
    assert page.contributions.all()[0].roles == ""


@pytest.mark.parametrize(
    ("since", "since_precision", "until", "until_precision", "held"),
    [
        (None, "day", None, "day", True),
        (dt.date(2018, 12, 31), "year", None, "day", True),
        (dt.date(2018, 5, 31), "month", None, "day", True),
        (dt.date(2018, 6, 1), "day", None, "day", False),
        (None, "day", dt.date(2018, 1, 1), "year", True),
        (None, "day", dt.date(2018, 5, 1), "month", True),
        (None, "day", dt.date(2018, 5, 30), "day", False),
        (None, "day", dt.date(2017, 12, 31), "year", False),
    ],
)
def test_a_bare_year_counts_whole(
    since: dt.date | None, since_precision: str, until: dt.date | None, until_precision: str, held: bool
) -> None:
    role = Affiliation(
        role="Vorsitz",
        since=since,
        since_precision=since_precision,
        until=until,
        until_precision=until_precision,
    )
    assert role.held_on(dt.date(2018, 5, 31)) is held


def test_a_private_person_is_named_where_they_spoke_and_nowhere_else(home: object) -> None:
    who = making.person()
    page = published(event(contributions=[EventContribution(person=who, roles="Redner")]))
    said = event_document(page).contributions[0]
    assert (said.name, said.person) == ("Ümit Koşan", None)
    Person.objects.filter(pk=who.pk).update(public_profile=True)
    card = event_document(EventPage.objects.get(pk=page.pk)).contributions[0].person
    assert card is not None
    assert card.title == "Ümit Koşan"


def test_consent_runs_out(db: None) -> None:
    who = making.person(public_profile=True, consent_until=dt.date(2020, 1, 1))
    assert not who.has_public_profile


def test_an_organisation_is_listed_under_its_canonical_name(home: object) -> None:
    """T10: the genitive of the text is the wording, the name is the record's."""
    from cms.content.models import EventOrganiser

    partner = making.partner("Bundesverband NeMO")
    line = EventOrganiser(partner=partner, role="co_host", wording="des Bundesverbandes NeMO")
    document = event_document(published(event(organisers=[line])))
    assert document.organisers[0].name == "Bundesverband NeMO"
    assert document.organisers[0].wording == "des Bundesverbandes NeMO"


def test_roles_of_the_record_keep_their_language_on_a_page_in_another_one(home: HomePage) -> None:
    who = making.person()
    affiliation(who, "Vorstandsvorsitzende", making.partner())
    page = published(event(contributions=[EventContribution(person=who)]))
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    english = EventPage.objects.get(pk=english.pk)
    (told,) = event_document(english).contributions
    assert (told.roles, told.roles_language) == (["Vorstandsvorsitzende"], "de")
    shown = '<p class="lf-contribution-list__role" lang="de">Vorstandsvorsitzende</p>'
    assert shown in Client().get(english.get_url()).content.decode()
    assert event_document(page).contributions[0].roles_language is None
    english.contributions.set([EventContribution(person=who, roles="Chair of the board")])
    english.save_revision().publish()
    (told,) = event_document(EventPage.objects.get(pk=english.pk)).contributions
    assert (told.roles, told.roles_language) == (["Chair of the board"], None)
