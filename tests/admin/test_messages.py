"""What is wrong with a form is said at once, at its place and in the words of the form."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from cms.content.models import EventIndexPage, EventPage, Person
from tests.admin import filling
from tests.admin.filling import adding, editing, filled, new_page, open_form
from tests.content import making

DATE = {"start_date": "31.05.2018", "precision": "day", "timezone": "Europe/Berlin", "status": "confirmed"}


def publish_event(desk: Client, **values: Any) -> Any:
    """The answer to an event that was to be published."""
    index = EventIndexPage.objects.get()
    form = filled(new_page(desk, index, "eventpage"), **{"theme": "Wohnen", "occurrences": [DATE], **values})
    return desk.post(adding(index, "eventpage"), {**form, "action-publish": "1"})


def complaints(response: Any) -> dict[str, Any]:
    """The messages by their place: fields, lists, and fields of the lines of lists."""
    form = response.context["form"]
    found = {name: [str(each) for each in messages] for name, messages in form.errors.items()}
    for name, formset in form.formsets.items():
        found |= {name: [str(each) for each in formset.non_form_errors()]} if formset.non_form_errors() else {}
        for number, line in enumerate(formset.errors):
            found |= {f"{name}-{number}-{field}": [str(each) for each in messages] for field, messages in line.items()}
    return found


def test_fields_lines_and_the_page_as_a_whole_are_judged_in_one_round(desk: Client) -> None:
    response = publish_event(
        desk,
        registration_mail="keine Adresse",
        occurrences=[{**DATE, "end_date": "01.05.2018", "online_url": "nirgends"}, DATE],
        contributions=[{"kind": "input"}],
        status="cancelled",
        participants="50",
    )
    assert set(complaints(response)) == {
        "registration_mail",
        "occurrences-0-end_date",
        "occurrences-0-online_url",
        "contributions-0-person",
        "status_note",
        "participants_qualifier",
    }


def test_what_cannot_be_read_is_asked_for_once_and_taken_for_nothing_else(desk: Client) -> None:
    assert set(complaints(publish_event(desk, occurrences=[{**DATE, "start_date": "irgendwann"}]))) == {
        "occurrences-0-start_date"
    }
    late = complaints(publish_event(desk, occurrences=[{**DATE, "start_time": "abends", "end_time": "22:00"}]))
    assert {place: len(messages) for place, messages in late.items()} == {"occurrences-0-start_time": 1}
    assert set(complaints(publish_event(desk, theme=""))) == {"theme"}
    nothing = complaints(publish_event(desk, occurrences=[]))
    assert nothing == {"occurrences": ["Fügen Sie hier mindestens 1 Eintrag hinzu."]}


def test_dates_that_cannot_be_read_are_no_dates_that_have_gone(desk: Client) -> None:
    assert publish_event(desk).status_code == 302
    page = EventPage.objects.get()
    form = filled(open_form(desk, editing(page)), **{"occurrences-0-start_date": "irgendwann"})
    response = desk.post(editing(page), {**form, "action-publish": "1"})
    assert set(complaints(response)) == {"occurrences-0-start_date"}


def test_a_line_in_which_nothing_is_chosen_does_not_hide_what_else_is_wrong(desk: Client) -> None:
    response = publish_event(
        desk, city_programme_items=[{"city_programme": ""}, {}], organisers=[{"wording": "mit", "role": "host"}]
    )
    assert set(complaints(response)) == {"organisers-0-partner"}
    response = publish_event(desk, organisers=[{"wording": "mit", "role": "host"}], participants="50")
    assert set(complaints(response)) == {"organisers-0-partner", "participants_qualifier"}


def test_a_draft_is_judged_as_a_draft_in_all_of_its_lists(desk: Client) -> None:
    """Wagtail asked the lists after the first that is wrong only once the form was no draft any more."""
    index = EventIndexPage.objects.get()
    values = {"theme": "Wohnen", "contributions": [{"kind": "input"}], "occurrences": [{**DATE, "status": "cancelled"}]}
    response = desk.post(adding(index, "eventpage"), filled(new_page(desk, index, "eventpage"), **values))
    assert set(complaints(response)) == {"contributions-0-person"}


def test_options_are_named_as_the_form_shows_them(desk: Client) -> None:
    response = publish_event(desk, occurrences=[{**DATE, "precision": "month", "start_time": "18:00"}])
    (message,) = complaints(response)["occurrences-0-precision"]
    shown = response.context["form"].formsets["occurrences"].forms[0].fields["precision"].choices
    assert f"„{dict(shown)['day']}“" in message


def test_a_record_is_judged_in_one_round_too(desk: Client) -> None:
    url = reverse(Person.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    line = {
        "role": "Vorsitz",
        "partner": making.partner().pk,
        "organisation_text": "Jobcenter",
        "since": "01.01.2020",
        "until": "01.01.2019",
        "since_precision": "day",
        "until_precision": "day",
    }
    response = desk.post(url, {**filled(open_form(desk, url), affiliations=[line]), "action-publish": "1"})
    assert set(complaints(response)) == {
        "family_name",
        "affiliations-0-organisation_text",
        "affiliations-0-until",
    }, filling.errors(response)


def test_a_form_of_which_nothing_was_sent_is_refused_like_any_other(desk: Client) -> None:
    """Somebody opens the address of a preview once more, when what it was to show is forgotten."""
    place = ["content", "eventpage", EventIndexPage.objects.get().pk]
    assert desk.get(reverse("wagtailadmin_pages:preview_on_add", args=place)).status_code == 200
