"""The document of a partner."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, Field

from cms.content.choices import LegalForm, PartnerKind
from cms.content.documents.loading import Lookups, load_inline_items, pages
from cms.content.documents.shapes import PageDocument, cards, page_base
from cms.content.models import PartnerPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, Text, labelled, one_of
from cms.public.visibility import may_be_named


class Membership(BaseModel):
    """Membership in an umbrella organisation, with years."""

    partner: Card = Field(description="The umbrella organisation; one whose page is not public is left out.")
    since: int | None = Field(description="The year in which it joined; null if nobody knows it.")
    until: int | None = Field(
        description="The year in which it left; null while it is a member, or if nobody knows it."
    )


class Contact(BaseModel):
    """How to reach the organisation."""

    website: Text = Field(description="Its own address on the web; null if it has none.")
    email: Text = Field(description="Mail address of the organisation, never of a person; null if it has none.")
    phone: Text = Field(description="Number as written; null if it has none.")


class PartnerDocument(PageDocument):
    """An organisation of the network."""

    legal_name: Text = Field(description="As the register has it, with the legal form; null if that is not told.")
    short_name: Text = Field(description="What people call it, without legal form; null for the title alone.")
    acronym: Text = Field(description="E.g. `VeMo`; null if it has none.")
    legal_form: Labelled | None = Field(description=f"{one_of(LegalForm)} Null if that is not told.")
    kind: Labelled = Field(description=f"What kind of organisation it is: {one_of(PartnerKind)}")
    city: Card | None = Field(description="Where it has its seat; null if it has none, or that is not told.")
    service_area: list[Card] = Field(description="The cities in which it works; empty if that is not told.")
    founded: int | None = Field(description="The year in which it began; null if nobody knows it.")
    dissolved: int | None = Field(description="The year in which it ended; null while it exists.")
    contact: Contact = Field(description="How to reach it.")
    logo: Picture | None = Field(description="Null if it has none that may be shown.")
    member_of: list[Membership] = Field(description="The umbrella organisations to which it belongs, or did.")
    successor: Card | None = Field(description="Who goes on with its work; null if nobody does, or it still exists.")
    register_court: Text = Field(description="The court that keeps its register; null if it stands in none.")
    register_number: Text = Field(description="Its number there, e.g. `VR 1234`; null if it has none.")
    imprint_url: Text = Field(description="Address of its own imprint; null if it has none.")
    body: list[StreamItem] = Field(description="Its text, block by block.")


LINES: Lookups = {"service_area_items": ["city"], "memberships": [pages("umbrella", "content.PartnerPage")]}


def partner_document(page: PartnerPage) -> PartnerDocument:
    load_inline_items(page, LINES)
    return PartnerDocument(
        **page_base(page),
        legal_name=page.legal_name,
        short_name=page.short_name,
        acronym=page.acronym,
        legal_form=labelled(page.legal_form, LegalForm),
        kind=Labelled.of(page.kind, PartnerKind),
        city=card(page.city),
        service_area=cards(item.city for item in page.service_area_items.all()),
        founded=page.founded,
        dissolved=page.dissolved,
        contact=Contact(website=page.website, email=page.email, phone=page.phone),
        logo=picture_at(page, "logo"),
        member_of=list(_memberships(page)),
        successor=card(page.successor),
        register_court=page.register_court,
        register_number=page.register_number,
        imprint_url=page.imprint_url,
        body=stream_document(page.body, page=page),
    )


def _memberships(page: PartnerPage) -> Iterable[Membership]:
    for item in page.memberships.all():
        if (umbrella := card(item.umbrella)) is not None:
            yield Membership(partner=umbrella, since=item.since, until=item.until)


def partner_passages(page: PartnerPage) -> Iterable[Passage]:
    names = dict.fromkeys(name for name in (page.legal_name, page.short_name, page.acronym) if name)
    if names:
        yield Passage(" ".join(names), type="name")
    if page.lead:
        yield Passage(page.lead, type="lead")
    if page.city and may_be_named(page.city):
        yield Passage(" ".join([page.city.display_name, *page.city.alias_list]), type="city")
    yield from stream_passages(page.body)
