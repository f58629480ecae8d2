"""What is not public is named nowhere: in no document, no passage, no facet, whoever refers to it (P4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.content.models import (
    CityProgrammeIndexPage,
    CityProgrammePage,
    EventCityProgramme,
    EventContribution,
    EventOrganiser,
    EventPage,
    EventRelation,
    NewsEvent,
    NewsIndexPage,
    NewsPage,
    PartnerMembership,
    PartnerPage,
    Programme,
    ProgrammePartner,
)
from cms.publishing.models import Entry, EntryState, FacetRow
from tests.content import making
from tests.content.making import event, on, partner, published


def unpublish(page: Page) -> None:
    page.unpublish()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def all_that_is_said() -> str:
    """All that the ledger says in public."""
    live = Entry.objects.filter(state=EntryState.LIVE)
    rows = FacetRow.objects.filter(entry__in=live).values_list("value", "label")
    texts = [*live.values_list("document", flat=True), json.dumps(list(rows), ensure_ascii=False)]
    return "\n".join(
        [*texts, *(json.dumps(each, ensure_ascii=False) for each in live.values_list("passages", flat=True))]
    )


@pytest.fixture(params=[unpublish, restrict], ids=["unpublished", "restricted"])
def hide(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """Takes a page from the public."""
    found: Callable[[Page], None] = request.param
    return found


def test_a_partner(home: object, hide: Callable[[Page], None]) -> None:
    hidden = partner("Verein Nachtigall", acronym="NTG")
    _name_everywhere(hidden)
    assert "Nachtigall" in all_that_is_said()
    hide(hidden)
    said = all_that_is_said()
    assert "achtigall" not in said
    assert "NTG" not in said


def _name_everywhere(hidden: PartnerPage) -> None:
    programme = CityProgrammePage(
        title="Gemeinsam", programme=Programme.objects.create(name="Gemeinsam im Alltag"), city=making.city()
    )
    programme.partner_items = [ProgrammePartner(partner=hidden)]
    programme = published(programme, below=CityProgrammeIndexPage)
    link = f'<a linktype="page" id="{hidden.pk}">Veranstalter</a>'
    held = published(
        event(
            organisers=[EventOrganiser(partner=hidden)],
            contributions=[EventContribution(person=making.person(), roles="Rednerin", partner=hidden)],
            city_programme_items=[EventCityProgramme(city_programme=programme)],
            published_by=hidden,
            report=making.paragraph(link),
        )
    )
    news = NewsPage(title="Der Rückblick ist da", published_by=hidden)
    news.event_items = [NewsEvent(event=held)]
    published(news, below=NewsIndexPage)
    member = partner("Mitglied")
    member.memberships = [PartnerMembership(umbrella=hidden)]
    member.save_revision().publish()


def test_an_event(home: object, hide: Callable[[Page], None]) -> None:
    hidden: Any = published(event("Nachtigall", on("2018-05-31", place=making.place("Kulturhaus", where="Kiel"))))
    other = event("Anderes Fest", on("2018-06-01", place=making.place()), replaced_by=hidden, status="cancelled")
    other.status_note = "Sturm."
    other.relations = [EventRelation(event=hidden)]
    published(other)
    news = NewsPage(title="Der Rückblick ist da")
    news.event_items = [NewsEvent(event=hidden)]
    news = published(news, below=NewsIndexPage)
    assert "achtigall" in all_that_is_said()
    assert FacetRow.objects.filter(name="city", value="kiel", entry__type="news").exists()
    hide(EventPage.objects.get(pk=hidden.pk))
    assert "achtigall" not in all_that_is_said()
    assert (
        not FacetRow.objects.filter(name="city", value="kiel", entry__state=EntryState.LIVE)
        .exclude(entry__type="city")
        .exists()
    )
