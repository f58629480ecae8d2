"""Every page type can be written and published at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.content.models import (
    CityProgrammeIndexPage,
    CityProgrammePage,
    EventContribution,
    EventIndexPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PartnerIndexPage,
    PartnerPage,
    Person,
    Programme,
    StandardPage,
)
from tests.admin import filling
from tests.admin.filling import adding, editing, filled, new_page, open_form, text
from tests.content import making

PAST = {"start_date": "31.05.2018", "precision": "day", "timezone": "Europe/Berlin", "status": "confirmed"}


def send(desk: Client, url: str, form: dict[str, Any], *, publish: bool = False) -> Any:
    return desk.post(url, {**form, **({"action-publish": "1"} if publish else {})})


def event_form(desk: Client, **values: Any) -> dict[str, Any]:
    form = new_page(desk, EventIndexPage.objects.get(), "eventpage")
    return filled(form, **{"theme": "Zusammen wohnen", "format": "workshop", "occurrences": [PAST], **values})


def add_event(desk: Client, *, publish: bool = False, **values: Any) -> Any:
    return send(desk, adding(EventIndexPage.objects.get(), "eventpage"), event_form(desk, **values), publish=publish)


def cases() -> dict[str, tuple[type[Page], type[Page], dict[str, Any]]]:
    return {
        "partnerpage": (PartnerIndexPage, PartnerPage, {"title": "Verein Vielfalt e. V."}),
        "newspage": (NewsIndexPage, NewsPage, {"title": "Es gibt Neues"}),
        "standardpage": (HomePage, StandardPage, {"title": "Über uns"}),
    }


@pytest.mark.parametrize("model", ["partnerpage", "newspage", "standardpage"])
def test_a_page_is_written_published_and_opened_again(desk: Client, model: str) -> None:
    parent_type, page_type, values = cases()[model]
    parent = parent_type.objects.get()
    form = filled(new_page(desk, parent, model), **values)
    response = send(desk, adding(parent, model), form, publish=True)
    assert response.status_code == 302, filling.errors(response)
    page = page_type.objects.get(title__startswith=values["title"].split()[0])
    assert page.live
    again = open_form(desk, editing(page))
    assert send(desk, editing(page), again, publish=True).status_code == 302


def test_lines_that_never_had_a_place_keep_the_order_in_which_they_are_shown(desk: Client) -> None:
    """What is imported has no places; the first move gives each line its own, changed or not."""
    assert add_event(desk, publish=True).status_code == 302
    event = EventPage.objects.get()
    people = [Person.objects.create(given_name="Ada", family_name=name) for name in "ABC"]
    event.contributions = [EventContribution(person=person, roles="Gast") for person in people]
    event.save_revision().publish()
    form = open_form(desk, editing(event))
    form["contributions-0-ORDER"], form["contributions-1-ORDER"] = "2", "1"
    assert send(desk, editing(event), form, publish=True).status_code == 302
    shown = EventPage.objects.get().contributions.all()
    assert [contribution.person.family_name for contribution in shown] == ["B", "A", "C"]


def test_a_city_programme_is_written(desk: Client) -> None:
    index = CityProgrammeIndexPage.objects.get()
    programme = Programme.objects.create(name="Gemeinsam im Alltag")
    form = filled(
        new_page(desk, index, "cityprogrammepage"),
        title="Gemeinsam im Alltag in Halle (Saale)",
        programme=programme.pk,
        city=making.city().pk,
    )
    response = send(desk, adding(index, "cityprogrammepage"), form, publish=True)
    assert response.status_code == 302, filling.errors(response)
    assert CityProgrammePage.objects.get().slug == "gemeinsam-im-alltag-in-halle-saale"


@pytest.mark.parametrize("model", [HomePage, EventIndexPage, PartnerIndexPage, CityProgrammeIndexPage, NewsIndexPage])
def test_the_frame_can_be_edited(desk: Client, model: type[Page]) -> None:
    page = model.objects.get()
    form = filled(open_form(desk, editing(page)), lead="Willkommen.")
    response = send(desk, editing(page), form, publish=True)
    assert response.status_code == 302, filling.errors(response)
    assert model.objects.get().lead == "Willkommen."


def test_an_event_needs_a_theme_and_a_date_and_writes_its_headline_itself(desk: Client) -> None:
    response = add_event(desk, publish=True, occurrences=[{**PAST, "place": making.place().pk}])
    assert response.status_code == 302, filling.errors(response)
    page = EventPage.objects.get()
    assert page.title == "„Zusammen wohnen“ – Workshop in Halle (Saale)"
    assert page.slug == "zusammen-wohnen-workshop-in-halle-saale"
    assert page.live


def test_the_headline_follows_until_someone_writes_their_own(desk: Client) -> None:
    add_event(desk)
    page = EventPage.objects.get()
    form = open_form(desk, editing(page))
    assert form["title"] == "„Zusammen wohnen“ – Workshop"
    send(desk, editing(page), filled(form, theme="Zusammen leben"))
    draft = EventPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.slug) == ("„Zusammen leben“ – Workshop", "zusammen-leben-workshop")
    form = filled(open_form(desk, editing(page)), title="Wer lebt wo?", slug="wer-lebt-wo")
    send(desk, editing(page), form)
    send(desk, editing(page), filled(open_form(desk, editing(page)), theme="Zusammen arbeiten"))
    draft = EventPage.objects.get().get_latest_revision_as_object()
    assert (draft.theme, draft.title, draft.slug) == ("Zusammen arbeiten", "Wer lebt wo?", "wer-lebt-wo")


def test_the_address_of_a_public_page_stays_when_its_headline_follows(desk: Client) -> None:
    add_event(desk, publish=True)
    page = EventPage.objects.get()
    send(desk, editing(page), filled(open_form(desk, editing(page)), theme="Zusammen leben"), publish=True)
    page.refresh_from_db()
    assert (page.title, page.slug) == ("„Zusammen leben“ – Workshop", "zusammen-wohnen-workshop")


def test_an_open_form_learns_the_headline_that_was_made(desk: Client) -> None:
    url = adding(EventIndexPage.objects.get(), "eventpage")
    response = desk.post(url, event_form(desk), headers={"accept": "application/json"})
    updates = response.json()["field_updates"]
    assert updates["title"] == "„Zusammen wohnen“ – Workshop"
    assert updates["slug"] == "zusammen-wohnen-workshop"


def test_a_time_makes_the_date_exact_by_itself(desk: Client) -> None:
    response = add_event(desk, publish=True, occurrences=[{**PAST, "start_time": "18:00"}])
    assert response.status_code == 302, filling.errors(response)
    assert EventPage.objects.get().occurrences.get().precision == "minute"
    form = open_form(desk, editing(EventPage.objects.get()))
    assert form["occurrences-0-precision"] == "day"


@pytest.mark.parametrize("time", ["19:30", "19.30", "19.30 Uhr"])
def test_a_time_may_be_typed_as_it_is_written_in_german(desk: Client, time: str) -> None:
    response = add_event(desk, occurrences=[{**PAST, "start_time": time}])
    assert response.status_code == 302, filling.errors(response)
    draft = EventPage.objects.get().get_latest_revision_as_object()
    assert draft.occurrences.get().start_time == dt.time(19, 30)


def test_a_date_that_nobody_can_read_is_refused(desk: Client) -> None:
    response = add_event(desk, occurrences=[{**PAST, "start_date": "31.02.2027", "start_time": "abends"}])
    assert "Bitte ein gültiges Datum eingeben" in filling.errors(response)
    assert "Bitte eine gültige Uhrzeit eingeben" in filling.errors(response)


def test_a_draft_may_be_half_finished(desk: Client) -> None:
    untouched = {"precision": "day", "timezone": "Europe/Berlin", "status": "confirmed"}
    for at, dates in enumerate([[], [untouched]], start=1):
        response = add_event(desk, occurrences=dates, status="cancelled", participants="50")
        assert response.status_code == 302, filling.errors(response)
        assert EventPage.objects.filter(live=False).count() == at


def test_a_draft_saves_itself_while_its_date_is_still_empty(desk: Client) -> None:
    untouched = {"precision": "day", "timezone": "Europe/Berlin", "status": "confirmed", "ORDER": "1"}
    add_event(desk, occurrences=[])
    page = EventPage.objects.get()
    form = filled(open_form(desk, editing(page)), occurrences=[untouched], lead="Ein Abend.")
    response = desk.post(editing(page), form, headers={"accept": "application/json"})
    assert response.status_code == 200
    assert EventPage.objects.get().get_latest_revision_as_object().lead == "Ein Abend."


def test_a_draft_that_is_refused_is_shown_again_though_its_date_is_still_empty(desk: Client) -> None:
    untouched = {"precision": "day", "timezone": "Europe/Berlin", "status": "confirmed", "ORDER": "1"}
    response = add_event(desk, occurrences=[untouched], theme="")
    assert "Dieses Feld muss ausgefüllt werden" in filling.errors(response)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"occurrences": []}, "Fügen Sie hier mindestens 1 Eintrag hinzu."),
        ({"occurrences": [{name: PAST[name] for name in ("precision", "timezone", "status")}]}, "mindestens 1 Eintrag"),
        ({"status": "cancelled"}, "status_note"),
        ({"participants": "50"}, "participants_qualifier"),
        ({"occurrences": [{**PAST, "status": "postponed"}]}, "status_note"),
        ({"occurrences": [{**PAST, "all_day": "on", "start_time": "18:00"}]}, "all_day"),
    ],
)
def test_publishing_says_what_is_missing(desk: Client, values: dict[str, Any], message: str) -> None:
    response = add_event(desk, publish=True, **values)
    assert response.status_code == 200
    assert message in filling.errors(response)
    assert not EventPage.objects.exists()


def test_what_contradicts_itself_is_no_draft_either(desk: Client) -> None:
    response = add_event(desk, occurrences=[{**PAST, "end_date": "01.05.2018"}])
    assert "Der letzte Tag liegt vor dem ersten" in filling.errors(response)
    response = add_event(desk, contributions=[{"kind": "input"}])
    assert "Wählen Sie eine Person" in filling.errors(response)


def test_a_report_before_the_end_is_refused_by_the_dates_just_entered(desk: Client) -> None:
    soon = (timezone.localdate() + dt.timedelta(days=9)).strftime("%d.%m.%Y")
    response = add_event(desk, publish=True, occurrences=[{**PAST, "start_date": soon}], **_report())
    assert "Die Veranstaltung ist noch nicht vorbei" in filling.errors(response)
    response = add_event(desk, publish=True, **_report())
    assert response.status_code == 302, filling.errors(response)


def _report() -> dict[str, Any]:
    from wagtail.test.utils.form_data import nested_form_data

    return nested_form_data({"report": text("Ergebnisse")})


def test_a_changed_date_asks_for_its_reason(desk: Client) -> None:
    add_event(desk, publish=True)
    page = EventPage.objects.get()
    form = filled(open_form(desk, editing(page)), **{"occurrences-0-start_date": "01.06.2018"})
    response = send(desk, editing(page), form, publish=True)
    assert "Ein veröffentlichter Termin hat sich geändert" in filling.errors(response)
    response = send(desk, editing(page), filled(form, date_change_note="Zahlendreher."), publish=True)
    assert response.status_code == 302
    history = desk.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Zahlendreher." in history


def test_the_roles_of_the_day_are_filled_in(desk: Client) -> None:
    who = making.person()
    making.affiliation(who, "Vorstandsvorsitzende", organisation_text="Bundesverband NeMO")
    response = add_event(desk, publish=True, contributions=[{"person": who.pk, "kind": "input"}])
    assert response.status_code == 302, filling.errors(response)
    form = open_form(desk, editing(EventPage.objects.get()))
    assert form["contributions-0-roles"] == "Vorstandsvorsitzende, Bundesverband NeMO"


def test_someone_who_may_not_publish_hands_in(desk: Client, editor: Any) -> None:
    from django.contrib.auth.models import Group

    editor.groups.set([Group.objects.get(name="Mitarbeit")])
    response = desk.post(adding(EventIndexPage.objects.get(), "eventpage"), {**event_form(desk), "action-submit": "1"})
    assert response.status_code == 302
    page = EventPage.objects.get()
    assert page.workflow_in_progress
    assert not page.live


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_date_comes_back_as_it_was_typed(desk: Client, editor: Any, language: str) -> None:
    editor.wagtail_userprofile.preferred_language = language
    editor.wagtail_userprofile.save()
    add_event(desk, publish=True)
    page = EventPage.objects.get()
    assert page.occurrences.get().start_date == dt.date(2018, 5, 31)
    assert open_form(desk, editing(page))["occurrences-0-start_date"] == "31.05.2018"
