"""The report of an event begins with what was announced."""

from __future__ import annotations

import datetime as dt
import json

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.content.models import EventContribution, EventPage
from tests.content import making
from tests.content.making import event, on, published

AGENDA = {"title": "", "items": [{"title": "Begrüßung"}]}


def announced(day: dt.date, **values: object) -> EventPage:
    """An event with an agenda and one who contributes."""
    who = EventContribution(name_text="Amina Beispiel", roles="Vorsitzende", kind="moderation")
    text = json.dumps([{"type": "agenda", "value": AGENDA}])
    page: EventPage = published(event("Konferenz", on(str(day)), contributions=[who], announcement=text, **values))
    return page


def address(page: EventPage) -> str:
    """Of the form at the report, as the first tab is called in German."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?report#panel-child-inhalt-report-section"


def begun(desk: Client, page: EventPage) -> list[dict[str, object]]:
    """The report in the form that is opened."""
    found: list[dict[str, object]] = desk.get(address(page)).context["form"]["report"].value().get_prep_value()
    return found


def test_the_report_begins_with_what_was_announced_and_nothing_is_stored(desk: Client) -> None:
    page = announced(timezone.localdate() - dt.timedelta(days=9))
    revisions = page.revisions.count()
    blocks = begun(desk, page)
    assert [each["type"] for each in blocks] == ["speakers", "agenda"]
    assert blocks[0]["value"] == {"title": "", "people": [], "portraits": False}
    assert "Begrüßung" in str(blocks[1])
    page.refresh_from_db()
    assert not page.report
    assert page.revisions.count() == revisions


def test_what_was_announced_is_taken_over_as_text_of_its_own(desk: Client) -> None:
    """Wanted outcomes come along, a block with who speaks comes before the contributions, and no part counts as the same."""
    speakers = {"people": [{"name": "Jan Muster", "role": "Moderator"}]}
    outcomes = {"items": [{"text": "Ein Netzwerk"}]}
    page = announced(timezone.localdate() - dt.timedelta(days=9))
    page.announcement = json.dumps(
        [
            {"type": "outcomes", "value": outcomes},
            {"type": "paragraph", "value": "<p>Kommt alle!</p>"},
            {"type": "speakers", "value": speakers},
            {"type": "agenda", "value": AGENDA},
        ]
    )
    page.save_revision().publish()
    blocks = begun(desk, page)
    assert [each["type"] for each in blocks] == ["speakers", "agenda", "outcomes"]
    assert "Jan Muster" in str(blocks[0])
    assert "Amina Beispiel" not in str(blocks)
    assert "Ein Netzwerk" in str(blocks[2])
    stored = EventPage.objects.get(pk=page.pk).announcement.get_prep_value()
    assert not ids(stored) & ids(blocks)


def ids(value: object) -> set[object]:
    """All within the value."""
    if isinstance(value, list):
        return set[object]().union(*map(ids, value))
    if isinstance(value, dict):
        return set[object]({value["id"]} if value.get("id") else ()).union(*map(ids, value.values()))
    return set()


def test_an_event_to_come_and_one_with_a_report_are_left_as_they_are(desk: Client) -> None:
    coming = announced(timezone.localdate() + dt.timedelta(days=9))
    assert begun(desk, coming) == []
    told = announced(timezone.localdate() - dt.timedelta(days=9), report=making.paragraph("Es war voll."))
    assert [each["type"] for each in begun(desk, told)] == ["paragraph"]


def test_desk_and_form_lead_to_it_as_long_as_the_report_is_lacking(desk: Client) -> None:
    page = announced(timezone.localdate() - dt.timedelta(days=9))
    for url in ("/admin/", address(page).partition("?")[0]):
        html = desk.get(url).content.decode()
        assert 'id="panel-child-inhalt-report-section"' in html or url == "/admin/"
        assert f'href="{address(page)}"' in html
        assert "Rückblick schreiben" in html
    page.report = making.paragraph()
    page.save_revision().publish()
    for url in ("/admin/", address(page).partition("?")[0]):
        assert f'href="{address(page)}"' not in desk.get(url).content.decode()
