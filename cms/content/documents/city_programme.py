"""The document of a city programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import npgettext
from pydantic import BaseModel, Field

from cms.content.choices import EventStatus, Qualifier
from cms.content.documents.estimates import sum_of
from cms.content.documents.loading import Lookups, load_inline_items, pages
from cms.content.documents.shapes import Labelled, PageDocument, page_base
from cms.content.models import CityProgrammePage, EventPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.visibility import is_public, may_be_named, public


class ProgrammePartnerItem(BaseModel):
    """A partner and its part."""

    partner: Card
    role: Labelled


class Coordinator(BaseModel):
    """A person who coordinates, and when."""

    person: Card | None = Field(description="Null if the person has no public profile.")
    name: str
    since: dt.date | None
    until: dt.date | None


class Figure(BaseModel):
    """A number with its exactness and source; `computed` ones are counted from the events of this archive."""

    label: str
    value: float
    qualifier: Labelled
    unit: str
    as_of: dt.date | None
    source: str
    computed: bool


class CityProgrammeDocument(PageDocument):
    """What a programme does in one city."""

    programme: Card | None
    city: Card | None
    runs_from: dt.date | None
    runs_until: dt.date | None
    goals: list[str]
    funding_line: str
    partners: list[ProgrammePartnerItem]
    coordinators: list[Coordinator]
    figures: list[Figure]
    hero_image: Picture | None
    body: list[StreamItem]


LINES: Lookups = {
    "partner_items": [pages("partner", "content.PartnerPage")],
    "coordinator_items": ["person"],
    "figure_items": [],
}


def city_programme_document(page: CityProgrammePage) -> CityProgrammeDocument:
    load_inline_items(page, LINES)
    return CityProgrammeDocument(
        **page_base(page),
        programme=card(page.programme),
        city=card(page.city),
        runs_from=page.runs_from,
        runs_until=page.runs_until,
        goals=page.goal_list,
        funding_line=page.funding_line,
        partners=list(_partners(page)),
        coordinators=[
            Coordinator(person=card(item.person), name=str(item.person), since=item.since, until=item.until)
            for item in page.coordinator_items.all()
            if may_be_named(item.person)
        ],
        figures=[*computed_figures(page), *_stored_figures(page)],
        hero_image=picture_at(page, "hero_image"),
        body=stream_document(page.body, page=page),
    )


def _partners(page: CityProgrammePage) -> Iterable[ProgrammePartnerItem]:
    for item in page.partner_items.all():
        if (partner := card(item.partner)) is not None:
            yield ProgrammePartnerItem(partner=partner, role=Labelled(value=item.role, label=item.get_role_display()))


def _stored_figures(page: CityProgrammePage) -> Iterable[Figure]:
    for item in page.figure_items.all():
        yield Figure(
            label=item.label,
            value=float(item.value),
            qualifier=_qualifier(item.qualifier),
            unit=item.unit,
            as_of=item.as_of,
            source=item.source,
            computed=False,
        )


def _qualifier(value: str) -> Labelled:
    return Labelled(value=value, label=str(Qualifier(value).label))


COUNTED = ("participants", "participants_qualifier")


def computed_figures(page: CityProgrammePage) -> Iterable[Figure]:
    """Events and participants counted from the public events; a sum is as exact as the least exact of its numbers (T8).

    An event counts once, in however many languages it stands.
    """
    of_programme = Q(city_programme_items__city_programme__translation_key=page.translation_key)
    held = public(EventPage.objects.filter(of_programme)).exclude(status=EventStatus.CANCELLED)
    rows = {key: counted for key, *counted in held.values_list("translation_key", *COUNTED)}.values()
    source = _("counted from the events of this archive")
    number = len(rows)
    yield _computed(npgettext("below a number", "Event", "Events", number), number, _qualifier(Qualifier.EXACT), source)
    counted = [(number, qualifier or Qualifier.EXACT) for number, qualifier in rows if number is not None]
    if counted:
        total, qualifier = sum_of(counted, is_complete=len(counted) == len(rows))
        yield _computed(
            npgettext("below a number", "Participant", "Participants", total), total, _qualifier(qualifier), source
        )


def _computed(label: str, value: int, qualifier: Labelled, source: str) -> Figure:
    return Figure(label=label, value=value, qualifier=qualifier, unit="", as_of=None, source=source, computed=True)


def city_programme_passages(page: CityProgrammePage) -> Iterable[Passage]:
    """What search reads of a city programme: lead, city, goals, partners, then its text."""
    if page.lead:
        yield Passage(page.lead, type="lead")
    if words := " ".join(str(each) for each in (page.programme, page.city) if may_be_named(each)):
        yield Passage(words, type="programme")
    for goal in page.goal_list:
        yield Passage(goal, type="goal")
    for item in page.partner_items.all():
        if is_public(item.partner):
            yield Passage(item.partner.title, type="partner")
    yield from stream_passages(page.body)
