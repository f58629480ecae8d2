"""The document of a partner."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from cms.content.choices import LegalForm
from cms.content.documents.loading import Lookups, load_inline_items, pages
from cms.content.documents.shapes import Labelled, PageDocument, cards, labelled, page_base
from cms.content.models import PartnerPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.visibility import may_be_named


class Membership(BaseModel):
    """Membership in an umbrella organisation, with years."""

    partner: Card
    since: int | None
    until: int | None


class Contact(BaseModel):
    """How to reach the organisation."""

    website: str
    email: str
    phone: str


class PartnerDocument(PageDocument):
    """An organisation of the network."""

    legal_name: str
    short_name: str
    acronym: str
    legal_form: Labelled | None
    kind: Labelled
    city: Card | None
    service_area: list[Card]
    founded: int | None
    dissolved: int | None
    contact: Contact
    logo: Picture | None
    member_of: list[Membership]
    successor: Card | None
    register_court: str
    register_number: str
    imprint_url: str
    body: list[StreamItem]


LINES: Lookups = {"service_area_items": ["city"], "memberships": [pages("umbrella", "content.PartnerPage")]}


def partner_document(page: PartnerPage) -> PartnerDocument:
    load_inline_items(page, LINES)
    return PartnerDocument(
        **page_base(page),
        legal_name=page.legal_name,
        short_name=page.short_name,
        acronym=page.acronym,
        legal_form=labelled(page.legal_form, LegalForm),
        kind=Labelled(value=page.kind, label=page.get_kind_display()),
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
