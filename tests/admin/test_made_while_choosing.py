"""A record that is missing is made in the chooser itself: public for those who publish, a draft for others, no second one of a name."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from cms.content import models
from tests.content import making

NEW: dict[str, dict[str, Any]] = {
    "City": {"name": "Merseburg", "ags": "15088220"},
    "Person": {"given_name": "Fatma", "family_name": "Yıldız", "honorific": "Dr."},
    "Place": {"name": "Volkspark", "street_address": "Schleifweg 8a"},
    "Programme": {"name": "Partner vor Ort"},
    "Series": {"name": "Stadtgespräche"},
    "Topic": {"name": "Ehrenamt", "synonyms": "Freiwilligenarbeit"},
}


def address(model: str, view: str) -> str:
    return reverse(getattr(models, model).snippet_viewset.chooser_viewset.get_url_name(view))


def values(model: str) -> dict[str, Any]:
    return {**NEW[model], **({"city": making.city().pk} if model == "Place" else {})}


def made(browser: Client, model: str, **sent: Any) -> dict[str, Any]:
    """The answer to the form in the chooser."""
    answer: dict[str, Any] = json.loads(browser.post(address(model, "create"), sent).content)
    return answer


@pytest.fixture
def author(home: models.HomePage) -> Client:
    """The browser of somebody who writes and does not publish."""
    user = User.objects.create_user("autorin")
    user.groups.add(Group.objects.get(name="Mitarbeit"))
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize("model", NEW)
def test_who_publishes_makes_it_public_and_has_chosen_it(desk: Client, model: str) -> None:
    answer = made(desk, model, **values(model))
    record = getattr(models, model).objects.latest("pk")
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(record.pk)
    assert answer["result"]["string"] == str(record)
    assert record.live
    assert record.slug
    actions = ModelLogEntry.objects.for_instance(record).values_list("action", flat=True)
    assert {*actions} == {"wagtail.create", "wagtail.publish"}


@pytest.mark.parametrize("model", NEW)
def test_what_is_missing_or_there_already_is_said_in_the_chooser(desk: Client, model: str) -> None:
    answer = made(desk, model)
    assert answer["step"] == "reshow_creation_form"
    assert "Dieses Feld muss ausgefüllt werden." in answer["htmlFragment"]
    sent = values(model)
    made(desk, model, **sent)
    known = getattr(models, model).objects.latest("pk")
    for refused in (sent, {**sent, **({"name": sent["name"].upper()} if "name" in sent else {})}):
        answer = made(desk, model, **refused)
        assert answer["step"] == "reshow_creation_form"
        assert str(known) in answer["htmlFragment"]
    assert getattr(models, model).objects.latest("pk") == known


def test_a_person_comes_with_a_role_at_a_partner_of_that_name(desk: Client) -> None:
    partner = making.partner("VeMo e.V.")
    made(desk, "Person", **NEW["Person"], role="Vorsitzende", organisation="vemo")
    person = models.Person.objects.get()
    role = person.affiliations.get()
    assert (role.role, role.partner, role.organisation_text, role.is_primary) == ("Vorsitzende", partner, "", True)
    assert str(person) == "Dr. Fatma Yıldız"


def test_an_organisation_that_is_no_partner_stays_as_it_was_written(desk: Client) -> None:
    made(desk, "Person", **NEW["Person"], role="Vorsitzende", organisation="Kulturbund")
    assert models.Person.objects.get().affiliations.get().organisation_text == "Kulturbund"


def test_an_organisation_without_a_role_is_asked_for_it(desk: Client) -> None:
    answer = made(desk, "Person", **NEW["Person"], organisation="Kulturbund")
    assert "Funktion" in answer["htmlFragment"]
    assert not models.Person.objects.exists()


@pytest.mark.parametrize("model", NEW)
def test_who_may_not_publish_makes_a_draft_and_who_may_not_add_has_no_form(
    author: Client, desk: Client, model: str
) -> None:
    group = Group.objects.get(name="Mitarbeit")
    group.permissions.filter(content_type__app_label="content", codename=f"publish_{model.lower()}").delete()
    may_add = group.permissions.filter(codename=f"add_{model.lower()}").exists()
    offers = "data-chooser-modal-creation-form" in json.loads(author.get(address(model, "choose")).content)["html"]
    assert offers == may_add
    if may_add:
        assert made(author, model, **values(model))["step"] == "chosen"
        assert not getattr(models, model).objects.latest("pk").live
    else:
        assert author.post(address(model, "create"), values(model)).status_code in {302, 403}
        assert model == "City" or not getattr(models, model).objects.exists()


def listed(browser: Client, model: str, **asked: Any) -> str:
    """The list that the chooser opens with, or shows of what was asked."""
    return str(json.loads(browser.get(address(model, "choose"), asked).content)["html"])


def test_what_was_chosen_lately_stands_on_top_until_something_is_searched_for(desk: Client, editor: User) -> None:
    places = [making.place(name) for name in ("Aula", "Bühne", "Foyer", "Saal")]
    for place in (places[3], places[2]):
        making.published(making.event(place.name, making.on("2018-05-31", place=place))).save_revision(user=editor)
    html = listed(desk, "Place")
    assert re.findall("(Aula|Bühne|Foyer|Saal), Halle", html) == ["Foyer", "Saal", "Aula", "Bühne"]
    assert re.findall("(Aula|Bühne|Foyer|Saal), Halle", listed(desk, "Place", q="Aula")) == ["Aula"]


def test_pages_of_one_type_are_offered_as_a_list_whatever_languages_there_are(desk: Client, editor: User) -> None:
    partners = [making.partner(name) for name in ("Afrohaus", "Bund", "Club")]
    (english,) = [each for each in Locale.objects.all() if each.language_code == "en"] or [
        Locale.objects.create(language_code="en")
    ]
    for page in (models.HomePage.objects.get(), models.PartnerIndexPage.objects.get(), partners[0]):
        page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    organiser = models.EventOrganiser(partner=partners[2], role="host")
    making.published(making.event(organisers=[organiser])).save_revision(user=editor)
    answer = desk.get(reverse("wagtailadmin_choose_page"), {"page_type": "content.partnerpage"})
    html = json.loads(answer.content)["html"]
    assert re.findall(r">\s*(Afrohaus|Bund|Club)\s*<", html) == ["Club", "Afrohaus", "Bund"]


def test_what_is_not_found_can_be_made_with_the_words_of_the_search(desk: Client) -> None:
    models.Topic.objects.create(name="Ehrenamtskarte")
    assert "data-desk-create" not in listed(desk, "Topic")
    assert "„Ehrenamt“ neu anlegen" in listed(desk, "Topic", q="Ehrenamt")
    assert "„Kunst“ gibt es noch nicht." in listed(desk, "Topic", q="Kunst")
    assert "„Kunst“ neu anlegen" in listed(desk, "Topic", q="Kunst")
