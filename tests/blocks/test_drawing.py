"""Blocks that draw from the event on which they stand: nothing is typed twice, and nobody is shown who may not be."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.content.models import EventContribution, EventPage, Person, StandardPage
from cms.content.models.event_relations import EventOrganiser
from cms.public.streams import stream_document
from tests.content.making import event, on, partner, published

pytestmark = pytest.mark.django_db
BLOCKS = json.dumps(
    [
        {"type": "speakers", "value": {}, "id": "a"},
        {"type": "organisers", "value": {"title": ""}, "id": "b"},
        {
            "type": "registration",
            "value": {"title": "", "note": "Bitte Ausweis mitbringen.", "capacity": 40},
            "id": "c",
        },
    ]
)


def announced(*, days: int = 9, announcement: str = BLOCKS, **values: Any) -> EventPage:
    """An event with all of which the blocks tell."""
    hidden = Person.objects.create(given_name="Nicht", family_name="Öffentlich", live=False)
    who = [
        EventContribution(name_text="Amina Beispiel", roles="Vorsitzende", kind="moderation"),
        EventContribution(person=hidden, roles="Gast"),
    ]
    closed = partner("Geheimer Verein")
    closed.unpublish()
    organisers = [
        EventOrganiser(partner=partner("Stadt Halle")),
        EventOrganiser(partner=closed, role="co_host"),
    ]
    day = timezone.localdate() + dt.timedelta(days=days)
    given = {"registration_mail": "anmeldung@example.org", "registration_deadline": day - dt.timedelta(days=1)}
    page: EventPage = published(
        event(
            "Konferenz",
            on(str(day)),
            contributions=who,
            organisers=organisers,
            announcement=announcement,
            **{**given, **values},
        )
    )
    return page


def main(client: Client, page: EventPage) -> str:
    html = client.get(page.url).content.decode()
    return html[html.index("<main") : html.index("</main")]


def test_documents_tell_what_the_event_says() -> None:
    page = announced()
    speakers, organisers, registration = (item.value for item in stream_document(page.announcement, page=page))
    assert [(each["name"], each["roles"], each["kind"]["value"]) for each in speakers["people"]] == [
        ("Amina Beispiel", ["Vorsitzende"], "moderation")
    ]
    assert speakers["from_event"]
    assert [each["partner"]["title"] for each in organisers["organisers"]] == ["Stadt Halle"]
    assert registration == {
        "title": None,
        "note": "Bitte Ausweis mitbringen.",
        "capacity": 40,
        "url": None,
        "mail": "anmeldung@example.org",
        "deadline": str(page.registration_deadline),
    }


def test_visitors_read_it_where_it_stands_and_people_once(client: Client) -> None:
    html = main(client, announced())
    assert html.count("Amina Beispiel") == 1
    assert "lf-speakers" in html
    assert "lf-organisers" in html
    assert "Es ist Platz für 40 Personen." in html
    assert "Öffentlich" not in html
    assert "Geheimer" not in html


@pytest.mark.parametrize("values", [{"days": -9}, {"status": "cancelled", "status_note": "Sturm"}])
def test_nobody_is_asked_to_register_for_what_is_over_or_called_off(client: Client, values: dict[str, Any]) -> None:
    html = main(client, announced(**values))
    assert "lf-registration" not in html
    assert "lf-organisers" in html


def test_after_the_deadline_nobody_is_asked_either(client: Client) -> None:
    html = main(client, announced(registration_deadline=timezone.localdate() - dt.timedelta(days=1)))
    assert "lf-registration" not in html


def test_people_of_the_block_come_before_contributions(client: Client) -> None:
    text = json.dumps([{"type": "speakers", "value": {"people": [{"name": "Jan Muster", "role": "Moderator"}]}}])
    page = announced(announcement=text)
    (speakers,) = (item.value for item in stream_document(page.announcement, page=page))
    assert [each["name"] for each in speakers["people"]] == ["Jan Muster"]
    assert not speakers["from_event"]
    html = main(client, page)
    assert "Jan Muster" in html
    assert html.count("Amina Beispiel") == 1


def test_elsewhere_there_is_nothing_to_draw_from() -> None:
    page = StandardPage(title="Über uns", body=json.dumps([{"type": "speakers", "value": {}}]))
    assert stream_document(page.body, page=page) == []
    assert not page.body.render_as_block(context={"page": page}).count("lf-speakers")
    assert {"organisers", "registration"}.isdisjoint(page.body.stream_block.child_blocks)
