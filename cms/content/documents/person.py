"""The document of a person with a public profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import BaseModel, Field

from cms.content.documents.shapes import RecordDocument, record_base
from cms.content.models import Affiliation, Person
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at


class AffiliationItem(BaseModel):
    """A role at an organisation, with the time it was held; a date is as exact as its precision says."""

    partner: Card | None
    organisation: str = Field(description="Its name; empty while the partner is not public.")
    role: str = Field(description="As written.")
    since: dt.date | None
    since_precision: str
    until: dt.date | None
    until_precision: str
    is_primary: bool


class PersonDocument(RecordDocument):
    """A person who has agreed to a public profile."""

    honorific: str
    given_name: str
    family_name: str
    name_suffix: str
    sort_name: str
    pronouns: str
    languages: list[str]
    portrait: Picture | None
    affiliations: list[AffiliationItem]


def person_document(person: Person) -> PersonDocument:
    return PersonDocument(
        **record_base(person),
        honorific=person.honorific,
        given_name=person.given_name,
        family_name=person.family_name,
        name_suffix=person.name_suffix,
        sort_name=person.sort_name,
        pronouns=person.pronouns,
        languages=[code.strip() for code in person.languages.split(",") if code.strip()],
        portrait=picture_at(person, "portrait"),
        affiliations=[_affiliation(item) for item in person.affiliations.all()],
    )


def _affiliation(item: Affiliation) -> AffiliationItem:
    return AffiliationItem(
        partner=card(item.partner),
        organisation=item.public_organisation,
        role=item.role,
        since=item.since,
        since_precision=item.since_precision,
        until=item.until,
        until_precision=item.until_precision,
        is_primary=item.is_primary,
    )


def person_passages(person: Person) -> Iterable[Passage]:
    for item in person.affiliations.all():
        yield Passage(item.public_text, type="role")
