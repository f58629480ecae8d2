"""The shape of an event's document."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from pydantic import BaseModel, Field

from blocks.speech import Speaker
from cms.content.choices import (
    Attendance,
    ContributionKind,
    EventStatus,
    Format,
    OrganiserRole,
    Precision,
    Qualifier,
)
from cms.content.documents.place import EventPlace
from cms.content.documents.shapes import Head, PageDocument
from cms.public.cards import Card
from cms.public.pictures import Picture
from cms.public.stream_schemas import StreamItem
from cms.public.values import Labelled, Text, one_of

EXCLUSIVE = (
    "Exclusive, the first moment after it: an event of the whole of 31 May ends at 00:00 on 1 June. To show its last day, "
    "take `end_date`. Null where nobody knows the time at which it ends."
)
INCLUSIVE = "The last day, inclusive; of a month or a year its last day."
EXACTNESS = f"How exactly it is known: {one_of(Precision)}"
HAS_TIME = "Whether `start` is a moment; otherwise its time of day is only the beginning of its day, month or year."
INFERRED = "The source names no year; it was concluded from its context."
STATUS = f"Whether it takes place as announced: {one_of(EventStatus)}"


class Occurrence(BaseModel):
    """One date, in the local time of its place. To show days, take `start_date` and `end_date`."""

    id: UUID = Field(description="Stays the same when the date is moved.")
    start: dt.datetime = Field(description="As exact as `precision` says: the beginning of its day, month or year.")
    end: dt.datetime | None = Field(description=EXCLUSIVE)
    start_date: dt.date = Field(description="The first day.")
    end_date: dt.date = Field(description=INCLUSIVE)
    precision: Labelled = Field(description=EXACTNESS)
    has_time: bool = Field(description=HAS_TIME)
    all_day: bool = Field(description="Whether it lasts the whole day, other than one of which nobody knows the time.")
    year_inferred: bool = Field(description=INFERRED)
    timezone: str = Field(description="Of its place, by its IANA name.", examples=["Europe/Berlin"])
    place: EventPlace | None = Field(description="Where it takes place; null while nobody knows, or online only.")
    online_url: Text = Field(description="Where one takes part online; null if one cannot.")
    status: Labelled = Field(description=f"{STATUS} `cancelled` or `postponed` also where the whole event is.")
    status_note: Text = Field(description="Why, in words; null if there is nothing to say.")
    previous_start: dt.date | None = Field(
        description="The day for which it was announced first; null if it was not moved."
    )


class Organiser(BaseModel):
    """A partner and its part; one whose page is not public is left out."""

    partner: Card = Field(description="Its page.")
    name: str = Field(description="What it is called today, as in the card.")
    role: Labelled = Field(description=f"What it does for the event: {one_of(OrganiserRole)}")
    wording: Text = Field(description="What the event itself calls it or its part; null for nothing else than `name`.")


class Contribution(Speaker):
    """What somebody did at the event."""

    kind: Labelled = Field(description=f"What they did: {one_of(ContributionKind)}")
    title: Text = Field(description="Of the talk or workshop; null if it has none.")


class SeriesItem(BaseModel):
    """The event's place in a series."""

    series: Card | None = Field(description="The series; null while it is not public by itself.")
    name: str = Field(description="What the series is called.")
    number: int | None = Field(description="Which of the series it is, from 1; null if they are not counted.")
    roman: Text = Field(description="The number as it is shown, e.g. `III`; null without one.")


class Relation(BaseModel):
    """Another event that belongs to this one, told at both of them."""

    event: Card = Field(description="The other event.")
    kind: Labelled = Field(
        description="What the other event is for this one: `previous`, `next`, its `follow_up`; this one `follows` it, "
        "`replaces` it, is `replaced_by` it."
    )
    start_date: dt.date | None = Field(description="First day of the other event; null while it has no date.")
    end_date: dt.date | None = Field(description="Its last day, inclusive; null while it has no date.")
    precision: Labelled | None = Field(description=f"{EXACTNESS} Null while it has no date.")


class Accessibility(BaseModel):
    """What is provided; false also where nobody said so."""

    step_free: bool = Field(description="One gets everywhere without steps.")
    sign_language: bool = Field(description="It is interpreted into a sign language.")
    speech_to_text: bool = Field(description="What is said can be read at once.")
    childcare: bool = Field(description="Children are looked after meanwhile.")
    plain_language: bool = Field(description="It is held in plain or easy language.")


class Registration(BaseModel):
    """How to register; all null where nobody has to."""

    url: Text = Field(description="Address of the form; null if there is none.")
    mail: Text = Field(description="Mail address; null if one does not register by mail.")
    deadline: dt.date | None = Field(description="The last day on which one can; null if there is no such day.")


class EventDates(Head):
    """When an event takes place and was written about."""

    start: dt.datetime | None = Field(description="First beginning. What was called off does not count.")
    end: dt.datetime | None = Field(description=f"Last end. {EXCLUSIVE}")
    start_date: dt.date | None = Field(description="The first day; null while there is no date.")
    end_date: dt.date | None = Field(description=f"{INCLUSIVE} Null while there is no date.")
    precision: Labelled | None = Field(description=f"Of the first date. {EXACTNESS} Null while there is none.")
    has_time: bool = Field(description=f"Of the first date. {HAS_TIME}")
    year_inferred: bool = Field(description=f"Of the first date. {INFERRED}")
    published_on: dt.date | None = Field(
        description="The day that the announcement bears, which may lie long before this archive."
    )
    report_published_on: dt.date | None = Field(description="The day that the report bears; null without one.")
    occurrences: list[Occurrence] = Field(description="All dates, in the order of time.")


class EventDocument(PageDocument, EventDates):
    """An event through its life: announced, held, reported."""

    theme: Text = Field(
        description="What the event itself is called, without place and format, which the title may add. Null if nobody told it apart."
    )
    format: Labelled = Field(description=f"What happens: {one_of(Format)}")
    status: Labelled = Field(description=f"{STATUS} Where all dates are e.g. `cancelled`, the event is.")
    status_note: Text = Field(
        description="Why, in words: the event's own, otherwise what all its dates say. Null for nothing."
    )
    replaced_by: Card | None = Field(
        description="The event that takes place instead, at the end of all replacements; null for none."
    )
    attendance: Labelled = Field(description=f"How one takes part: {one_of(Attendance)}")
    organisers: list[Organiser] = Field(description="In the order in which editors put them.")
    contributions: list[Contribution] = Field(
        description="Who contributed what, in the order in which editors put them."
    )
    participants: int | None = Field(
        description="How many came, as exact as `participants_qualifier` says; null if nobody counted."
    )
    participants_qualifier: Labelled | None = Field(
        description=f"How exactly that is known: {one_of(Qualifier)} Null without a number."
    )
    topics: list[Card] = Field(description="What it is about; of a topic that was replaced the one to use today.")
    cities: list[Card] = Field(description="Those of its places, then those of its city programmes, each once.")
    city_programmes: list[Card] = Field(description="Pages of the programmes of which it is a part, by city.")
    programmes: list[Card] = Field(description="The programmes of these pages, each once.")
    series: list[SeriesItem] = Field(description="The series to which it belongs, with its number in each.")
    relations: list[Relation] = Field(description="Other events that belong to it, each once.")
    event_languages: list[str] = Field(description="Codes of the languages spoken there.", examples=[["de", "tr"]])
    interpretation: Text = Field(description="Into which languages it is interpreted, in words; null if it is not.")
    accessibility: Accessibility = Field(description="What is provided for those who need it.")
    fee: Text = Field(
        description="What it costs, in words; null if that is not told, which does not mean that it is free."
    )
    registration: Registration = Field(description="How one registers.")
    hero_image: Picture | None = Field(
        description="The image that stands for it; null if it has none that may be shown."
    )
    is_reported: bool = Field(description="Whether there is a report.")
    announcement: list[StreamItem] = Field(description="The text from before the event, block by block.")
    report: list[StreamItem] = Field(description="The text from after it, block by block.")
    byline: Text = Field(description="Who wrote it, as it is shown; null if nobody is named.")
    published_by: Card | None = Field(description="The partner that published it; null if that is the network itself.")
