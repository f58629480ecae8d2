"""The document of a city programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import npgettext
from pydantic import BaseModel, Field

from blocks.speech import Speaker
from cms.content.choices import EventStatus, ProgrammeRole, Qualifier
from cms.content.documents.estimates import sum_of
from cms.content.documents.loading import Lookups, load_inline_items, pages
from cms.content.documents.shapes import Head, PageDocument, page_base
from cms.content.models import CityProgrammePage, EventPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, Text, one_of
from cms.public.visibility import is_public, may_be_named, public


class ProgrammePartnerItem(BaseModel):
    """A partner and its part."""

    partner: Card = Field(description="Its page; a partner without a public one is left out.")
    role: Labelled = Field(description=f"What it does in the programme: {one_of(ProgrammeRole)}")


class Coordinator(Speaker):
    """Somebody who coordinates, and when."""

    since: dt.date | None = Field(description="The first day; null if nobody knows it.")
    until: dt.date | None = Field(
        description="The last day, inclusive; null while they still do, or if nobody knows it."
    )


class Figure(BaseModel):
    """A number with its exactness and source; `computed` ones are counted from the events of this archive."""

    label: str = Field(description="What is counted.")
    value: float = Field(description="The number, as exact as `qualifier` says.")
    qualifier: Labelled = Field(description=f"How exactly it is known: {one_of(Qualifier)}")
    unit: Text = Field(description="In what it is measured, e.g. `€`; null for what is merely counted.")
    as_of: dt.date | None = Field(
        description="The day for which it holds; null for one that is counted anew, or if nobody knows it."
    )
    source: str = Field(description="Where it is from, in words.")
    computed: bool = Field(
        description="Whether it was counted from the events of this archive instead of being typed in."
    )


class CityProgrammeDates(Head):
    """When a programme runs in its city."""

    runs_from: dt.date | None = Field(description="The first day; null if nobody knows it.")
    runs_until: dt.date | None = Field(description="The last day, inclusive; null if it has no end yet.")


class CityProgrammeDocument(PageDocument, CityProgrammeDates):
    """What a programme does in one city."""

    programme: Card | None = Field(description="The programme; null while it is not public by itself.")
    city: Card | None = Field(description="The city; null while it is not public by itself.")
    goals: list[str] = Field(description="What it is for, a sentence each.")
    funding_line: Text = Field(description="Who pays for it, as it must be shown; null if nobody has to be named.")
    partners: list[ProgrammePartnerItem] = Field(description="Who takes part, in the order in which editors put them.")
    coordinators: list[Coordinator] = Field(description="Who coordinates it, or did.")
    figures: list[Figure] = Field(description="What it has reached in numbers, first those that are counted here.")
    hero_image: Picture | None = Field(
        description="The image that stands for it; null if it has none that may be shown."
    )
    body: list[StreamItem] = Field(description="Its text, block by block.")


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
            Coordinator(
                name=str(item.person),
                person=card(item.person),
                roles=[],
                partner=None,
                since=item.since,
                until=item.until,
            )
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
            yield ProgrammePartnerItem(partner=partner, role=Labelled.of(item.role, ProgrammeRole))


def _stored_figures(page: CityProgrammePage) -> Iterable[Figure]:
    for item in page.figure_items.all():
        yield Figure(
            label=item.label,
            value=float(item.value),
            qualifier=Labelled.of(item.qualifier, Qualifier),
            unit=item.unit,
            as_of=item.as_of,
            source=item.source,
            computed=False,
        )


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
    yield _computed(
        npgettext("below a number", "Event", "Events", number), number, Labelled.of(Qualifier.EXACT, Qualifier), source
    )
    counted = [(number, qualifier or Qualifier.EXACT) for number, qualifier in rows if number is not None]
    if counted:
        total, qualifier = sum_of(counted, is_complete=len(counted) == len(rows))
        yield _computed(
            npgettext("below a number", "Participant", "Participants", total),
            total,
            Labelled.of(qualifier, Qualifier),
            source,
        )


def _computed(label: str, value: int, qualifier: Labelled, source: str) -> Figure:
    return Figure(label=label, value=value, qualifier=qualifier, unit=None, as_of=None, source=source, computed=True)


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
