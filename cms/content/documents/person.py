"""The document of a person with a public profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import BaseModel, Field

from cms.content.documents.shapes import RecordDocument, record_base
from cms.content.models import Affiliation, Person
from cms.content.models.affiliation import DatePrecision
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.values import Labelled, Text, labelled, one_of


class AffiliationItem(BaseModel):
    """A role at an organisation, with the time it was held; a date is as exact as its precision says."""

    partner: Card | None = Field(description="The organisation, if it is a partner whose page is public.")
    organisation: Text = Field(description="Its name; null while the partner is not public.")
    role: str = Field(description="As written, e.g. „Vorstandsvorsitzende“.")
    since: dt.date | None = Field(
        description="The first day, or the first of its month or year; null if nobody knows it."
    )
    since_precision: Labelled | None = Field(
        description=f"How exactly `since` is known: {one_of(DatePrecision)} Null without it."
    )
    until: dt.date | None = Field(description="The last day, or a day of that month or year; null while it is held.")
    until_precision: Labelled | None = Field(
        description=f"How exactly `until` is known: {one_of(DatePrecision)} Null without it."
    )
    is_primary: bool = Field(description="Whether this is the role to show where there is room for one.")


class PersonDocument(RecordDocument):
    """A person who has agreed to a public profile."""

    honorific: Text = Field(description="Before the name, e.g. `Dr.`; null if they bear none.")
    given_name: Text = Field(description="Null for who has one name only.")
    family_name: str = Field(description="Also where it is the only name.")
    name_suffix: Text = Field(description="After the name, e.g. `M.A.`; null if they bear none.")
    sort_name: Text = Field(description="By which to sort: the family name first, without title.")
    pronouns: Text = Field(description="As the person wants them; null if that is not told.")
    languages: list[str] = Field(description="Codes of the languages that they speak; empty if that is not told.")
    portrait: Picture | None = Field(description="Null if there is none that may be shown.")
    affiliations: list[AffiliationItem] = Field(
        description="Roles today and formerly, in the order in which editors put them."
    )


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
        since_precision=labelled(item.since_precision if item.since else "", DatePrecision),
        until=item.until,
        until_precision=labelled(item.until_precision if item.until else "", DatePrecision),
        is_primary=item.is_primary,
    )


def person_passages(person: Person) -> Iterable[Passage]:
    for item in person.affiliations.all():
        yield Passage(item.public_text, type="role")
