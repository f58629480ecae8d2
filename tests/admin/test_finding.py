"""Search at the desk: what is written, shown or meant is found in the explorer, in choosers and in lists; drafts by those who work on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.search.models import IndexEntry

from cms.content import models
from search.desk.index import rewrite_if_outdated
from tests.content import making
from tests.content.making import published

QUESTIONS = {
    "title": "Nachbarinnen",
    "theme": "zusammenwohnen",
    "part of the theme": "wohn",
    "lead": "Miethäuser",
    "part of a word of the lead": "Häuser",
    "a person": "Dr. Tarek",
    "a person without accents": "Kosan",
    "a bare name": "Bärbel",
    "a place": "haus",
    "another form of a place": "Literaturhäuser",
    "a city": "Halle",
    "another spelling of a city": "Halle an der Saale",
    "a partner": "migrantinnen",
    "a partner's acronym": "VeMo",
    "a programme": "alltag",
    "a city programme": "Engagement vor Ort",
    "a topic": "Beteiligung",
    "a synonym of a topic": "Partizipation",
    "a series": "Jahrestreffen",
    "all at once": "Tarek Halle Migrant*innen",
}


def everything() -> models.EventPage:
    """An event that shows something of each kind; its draft, too, is called as QUESTIONS ask."""
    making.city()
    models.City.objects.update(aliases="Halle an der Saale")
    programme = models.CityProgrammePage(
        title="Engagement vor Ort",
        programme=models.Programme.objects.create(name="Im Alltag"),
        city=making.city("Kiel"),
    )
    topic = models.Topic.objects.create(name="Beteiligung", synonyms="Mitwirkung\nPartizipation")
    return making.event(
        "Gutes Zusammenwohnen",
        title="Die Nachbar*innen",
        lead="Wem gehört das Miethaus?",
        organisers=[models.EventOrganiser(partner=making.partner("Verband der Migrant:innen", acronym="VeMo"))],
        contributions=[
            models.EventContribution(person=making.person("Tarek", "Koşan", honorific="Dr."), roles="Gast"),
            models.EventContribution(name_text="Bärbel Beispiel", roles="Gast"),
        ],
        city_programme_items=[
            models.EventCityProgramme(city_programme=published(programme, below=models.CityProgrammeIndexPage))
        ],
        topic_items=[models.EventTopic(topic=topic)],
        series_items=[models.EventSeriesItem(series=models.Series.objects.create(name="Jahrestreffen"))],
    )


@pytest.fixture
def event(home: models.HomePage) -> models.EventPage:
    """It, and one that shows nothing of it."""
    published(
        making.event("Anderes", making.on("2019-06-01", place=making.place("Saal", where="Leipzig")), title="Anderes")
    )
    page: models.EventPage = published(everything())
    return page


def explorer(browser: Client, question: str) -> str:
    calendar = models.EventIndexPage.objects.get()
    return browser.get(reverse("wagtailadmin_explore_results", args=[calendar.pk]), {"q": question}).content.decode()


def search(browser: Client, question: str) -> str:
    answer = browser.get(
        reverse("wagtailadmin_pages:search_results"), {"q": question, "content_type": "content.eventpage"}
    )
    return answer.content.decode()


def chooser(browser: Client, question: str) -> str:
    return browser.get(
        reverse("wagtailadmin_choose_page_search"), {"q": question, "page_type": "content.eventpage"}
    ).content.decode()


def listed(browser: Client, question: str) -> str:
    """What a chooser shows below the calendar, without a question."""
    calendar = models.EventIndexPage.objects.get()
    address = reverse("wagtailadmin_choose_page_child", args=[calendar.pk])
    return browser.get(address, {"page_type": "content.eventpage"}).content.decode()


SURFACES = [explorer, search, chooser]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_an_event_is_found_by_whatever_it_shows(event: models.EventPage, desk: Client, surface: Any) -> None:
    found = {kind: surface(desk, question) for kind, question in QUESTIONS.items()}
    assert [kind for kind, html in found.items() if "Die Nachbar*innen" not in html] == []
    assert [kind for kind, html in found.items() if "Anderes" in html] == []


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_a_draft_is_found_by_what_it_shows_too(home: models.HomePage, desk: Client, surface: Any) -> None:
    draft = making.event("Anfang", title="Anfang", live=False)
    models.EventIndexPage.objects.get().add_child(instance=draft)
    later = everything()
    for name in ("theme", "title", "lead"):
        setattr(draft, name, getattr(later, name))
    for name in ("organisers", "contributions", "city_programme_items", "topic_items", "series_items"):
        setattr(draft, name, list(getattr(later, name).all()))
    draft.save_revision()
    assert [kind for kind, question in QUESTIONS.items() if "Die Nachbar*innen" not in surface(desk, question)] == []
    assert "Die Nachbar*innen" not in surface(desk, "Anfang")


RECORDS = {
    "person": {
        "Dr. Tarek": "Tarek Koşan",
        "Kosan": "Tarek Koşan",
        "Migrantinnen": "Tarek Koşan",
        "Vorsitz": "Tarek Koşan",
    },
    "place": {"haus": "Literaturhaus", "Halle": "Literaturhaus", "literatur halle": "Literaturhaus"},
    "city": {"Saale": "Halle", "halle": "Halle"},
    "topic": {"Partizipation": "Beteiligung", "beteiligungen": "Beteiligung"},
    "programme": {"alltag": "Im Alltag"},
    "series": {"treffen": "Jahrestreffen"},
}


@pytest.mark.parametrize("model", RECORDS)
def test_records_are_found_in_their_list_and_their_chooser(event: models.EventPage, desk: Client, model: str) -> None:
    making.affiliation(models.Person.objects.get(), "Vorsitzende", models.PartnerPage.objects.get())
    models.Person.objects.get().save()
    for address in (f"/admin/snippets/content/{model}/results/", f"/admin/snippets/choose/content/{model}/results/"):
        for question, title in RECORDS[model].items():
            assert title in desk.get(address, {"q": question}).content.decode(), (address, question)
        assert title not in desk.get(address, {"q": "Nirgendwo"}).content.decode()


def test_partners_are_chosen_by_acronym_and_city(home: models.HomePage, desk: Client) -> None:
    making.partner("Verband der Migrant:innen", acronym="VeMo", city=making.city())
    for question in ("vemo", "Halle", "Migrantinnen"):
        answer = desk.get(
            reverse("wagtailadmin_choose_page_search"), {"q": question, "page_type": "content.partnerpage"}
        )
        assert "Verband" in answer.content.decode(), question


def test_who_is_called_so_comes_first(home: models.HomePage, desk: Client) -> None:
    published(making.event("Ein Sommerfest", title="Ein Sommerfest"))
    published(making.event("Später", title="Später", lead="Nach dem Sommerfest."))
    html = explorer(desk, "sommerfest")
    assert html.index("Ein Sommerfest") < html.index("Später")


def test_a_name_is_no_end_of_other_words(home: models.HomePage, desk: Client) -> None:
    published(making.event("Die neue Realität", title="Die neue Realität"))
    assert "Realität" not in explorer(desk, "Ali")
    assert "Realität" in explorer(desk, "realit")


def test_what_shows_something_is_found_by_its_new_name(event: models.EventPage, desk: Client) -> None:
    place = models.Place.objects.get(name="Literaturhaus")
    place.name = "Stadtbibliothek"
    place.save()
    assert "Nachbar" in explorer(desk, "Bibliothek")
    assert "Nachbar" not in explorer(desk, "Literaturhaus")
    city = place.city
    city.name = "Merseburg"
    city.save()
    assert "Nachbar" in explorer(desk, "Merseburg")
    partner = models.PartnerPage.objects.get()
    partner.acronym = "NeMO"
    partner.save_revision().publish()
    assert "Nachbar" in explorer(desk, "nemo")
    assert "Nachbar" not in explorer(desk, "vemo")


def stranger(*pages: Page) -> Client:
    """The browser of somebody who may edit these pages alone."""
    user = User.objects.create_user("gast")
    group = Group.objects.create(name="Gäste")
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    for page in pages:
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_nobody_finds_drafts_of_others(event: models.EventPage, desk: Client, surface: Any) -> None:
    own = published(making.event("Eigenes", title="Eigenes"))
    event.lead = "Darin steht Geheimes."
    event.contributions = [models.EventContribution(name_text="Verena Verborgen", roles="Gast")]
    event.save_revision()
    hidden = making.person("Gerda", "Unbekannt", live=False)
    event.contributions.add(models.EventContribution(person=hidden, roles="Gast"))
    draft = making.event("Allzu Geheimes", title="Allzu Geheimes", live=False)
    models.EventIndexPage.objects.get().add_child(instance=draft)
    draft.save_revision()
    guest = stranger(own, published(making.event("Weiteres", title="Weiteres")))
    for question in ("Geheimes", "Verborgen"):
        assert "Die Nachbar*innen" in surface(desk, question), question
        assert "Die Nachbar*innen" not in surface(guest, question), question
    assert "Allzu" in surface(desk, "allzu")
    assert "Allzu" not in surface(guest, "allzu")
    assert "Eigenes" in surface(guest, "eigenes")
    if surface is chooser:
        assert "Die Nachbar*innen" in surface(guest, "Tarek")


def test_nobody_finds_drafts_of_records_of_others(home: models.HomePage, desk: Client) -> None:
    topic = models.Topic.objects.create(name="Beteiligung")
    topic.synonyms = "Geheimes"
    topic.save_revision()
    address = "/admin/snippets/choose/content/topic/results/"
    assert "Beteiligung" in desk.get(address, {"q": "geheimes"}).content.decode()
    guest = stranger()
    assert "Beteiligung" not in guest.get(address, {"q": "geheimes"}).content.decode()
    assert "Beteiligung" in guest.get(address, {"q": "beteiligung"}).content.decode()


@pytest.mark.parametrize("surface", [*SURFACES, listed], ids=lambda surface: surface.__name__)
def test_more_that_is_found_is_no_more_questions(home: models.HomePage, desk: Client, surface: Any) -> None:
    def asked() -> int:
        surface(desk, "Halle")
        with CaptureQueriesContext(connection) as queries:
            surface(desk, "Halle")
        return len(queries)

    published(making.event("Nummer 0"))
    few = asked()
    for at in range(1, 8):
        published(making.event(f"Nummer {at}", making.on("2018-05-31", place=making.place(f"Saal {at}"))))
    assert asked() == few


def test_entries_of_an_earlier_version_are_written_anew(event: models.EventPage, desk: Client) -> None:
    assert not rewrite_if_outdated()
    IndexEntry.objects.update(title_norm=1.0, autocomplete="", body="")
    assert "Nachbar" not in explorer(desk, "halle")
    assert rewrite_if_outdated()
    assert "Nachbar" in explorer(desk, "halle")
    assert not rewrite_if_outdated()


def test_the_whole_index_is_written_by_wagtails_command(event: models.EventPage, desk: Client) -> None:
    IndexEntry.objects.all().delete()
    assert "Nachbar" not in explorer(desk, "halle")
    call_command("update_index", verbosity=0)
    assert "Nachbar" in explorer(desk, "halle")


def test_who_works_with_people_chooses_without_a_look_at_each(
    home: models.HomePage, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.person("Tarek", "Koşan")
    monkeypatch.setattr(models.Person, "has_public_profile", property(lambda person: pytest.fail("asked of each")))
    assert "Koşan" in desk.get("/admin/snippets/choose/content/person/results/", {"q": "tarek"}).content.decode()
