"""What the data files hold, typed; a file that says anything else is refused with its place."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

Stream = list[dict[str, Any]]


class Facts(BaseModel):
    """A table of a data file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Keyed(Facts):
    """A thing that others refer to by its key."""

    key: str


class PartialDate(NamedTuple):
    """A date that may be known by its month or year only; then it is the first day of that."""

    day: dt.date
    precision: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From „2018“, „2018-05“ or „2018-05-31“."""
        parts = [int(part) for part in text.split("-")]
        year, month, day = (*parts, 1, 1)[:3]
        return cls(dt.date(year, month, day), ("year", "month", "day")[len(parts) - 1])


class City(Keyed):
    """A city with its official key."""

    name: str
    qualifier: str = ""
    aliases: list[str] = []
    ags: str
    latitude: float
    longitude: float


class Topic(Keyed):
    """A term of the vocabulary."""

    name: str
    parent: str = ""
    synonyms: list[str] = []


class Named(Keyed):
    """A programme or series."""

    name: str


class Place(Keyed):
    """A place in a city."""

    name: str
    city: str
    accessibility: str = ""


class Membership(Facts):
    """In an umbrella organisation, since a year."""

    partner: str
    since: int | None = None


class Contact(Facts):
    """How an organisation is reached."""

    mail: str = ""
    phone: str = ""


class Partner(Keyed):
    """An organisation."""

    short_name: str
    legal_name: str = ""
    acronym: str = ""
    legal_form: str = ""
    kind: str
    city: str = ""
    service_area: list[str] = []
    founded: int | None = None
    member_of: list[Membership] = []
    contact: Contact = Contact()
    website: str = ""
    description: str


class Affiliation(Facts):
    """A role at a partner or at another organisation, with the time it was held."""

    partner: str = ""
    organisation_text: str = ""
    role: str
    since: str = ""
    until: str = ""


class Person(Keyed):
    """A person with their roles."""

    honorific: str = ""
    given_name: str
    family_name: str
    languages: list[str] = []
    public_profile: bool = False
    affiliations: list[Affiliation]


class Date(Facts):
    """One date of an event: local, as exact as it is known."""

    start: str
    end: str = ""
    from_: str = Field("", alias="from")
    to: str = ""
    all_day: bool = False
    place: str = ""
    online_url: str = ""
    status: str = "confirmed"
    note: str = ""
    previous: dt.date | None = None


class Organiser(Facts):
    """A partner's part in an event."""

    partner: str
    role: str
    wording: str = ""


class Contribution(Facts):
    """What a person did at an event; roles only where they differ from those held on the day."""

    person: str = ""
    name: str = ""
    kind: str
    roles: list[str] = []
    partner: str = ""
    title: str = ""


class InSeries(Keyed):
    """The number within a series."""

    number: int


class Relation(Facts):
    """Another event that belongs to this one."""

    event: str
    kind: str


class Event(Keyed):
    """An event from its announcement to its report."""

    theme: str
    title: str = ""
    format: str
    lead: str
    dates: list[Date]
    year_inferred: bool = False
    attendance: str = "onsite"
    status: str = "confirmed"
    status_note: str = ""
    replaced_by: str = ""
    participants: int | None = None
    participants_qualifier: str = ""
    organisers: list[Organiser]
    contributions: list[Contribution] = []
    topics: list[str]
    city_programmes: list[str] = []
    series: InSeries | None = None
    relations: list[Relation] = []
    languages: list[str] = []
    interpretation: str = ""
    accessibility: list[str] = []
    fee: str = ""
    registration_url: str = ""
    registration_mail: str = ""
    registration_deadline: dt.date | None = None
    published_on: dt.date | None = None
    report_published_on: dt.date | None = None
    byline: str = ""
    published_by: str = ""
    image: str = ""
    announcement: Stream = []
    report: Stream = []


class InProgramme(Facts):
    """A partner's part in a city programme."""

    partner: str
    role: str


class Coordinator(Facts):
    """A person who coordinates, and when."""

    person: str
    since: dt.date
    until: dt.date | None = None


class Figure(Facts):
    """A counted figure with its source."""

    label: str
    value: int
    qualifier: str = "exact"
    unit: str = ""
    as_of: dt.date
    source: str


class CityProgramme(Keyed):
    """A programme in one city."""

    programme: str
    city: str
    lead: str
    goals: list[str]
    runs_from: dt.date | None = None
    runs_until: dt.date | None = None
    funding_line: str = ""
    partners: list[InProgramme]
    coordinators: list[Coordinator] = []
    figures: list[Figure] = []
    image: str = ""
    body: Stream


class News(Keyed):
    """A piece of news."""

    title: str
    kind: str = "news"
    published_on: dt.date
    published_by: str
    byline: str = ""
    valid_until: dt.date | None = None
    lead: str
    events: list[str] = []
    city_programmes: list[str] = []
    topics: list[str] = []
    image: str = ""
    body: Stream


class Standard(Keyed):
    """A page of text."""

    title: str
    legal_role: str = "none"
    lead: str
    body: Stream


class Front(Facts):
    """The front page or an index page, in one language."""

    title: str
    slug: str = ""
    lead: str
    body: Stream = []


class Translation(Facts):
    """A page in another language; what it does not say stays as it is in the original."""

    of: str
    title: str
    slug: str = ""
    theme: str = ""
    lead: str
    goals: list[str] = []
    announcement: Stream = []
    report: Stream = []
    body: Stream = []


class Language(Facts):
    """All that there is in one further language."""

    home: Front
    index: dict[str, Front]
    translation: list[Translation]
    texts: dict[str, str] = {}
    """Roles, notes and the like, which many pages have: in the original language, and in this one."""


class Archive(Facts):
    """The whole demo archive."""

    cities: list[City]
    topics: list[Topic]
    programmes: list[Named]
    series: list[Named]
    places: list[Place]
    partners: list[Partner]
    people: list[Person]
    city_programmes: list[CityProgramme]
    events: list[Event]
    news: list[News]
    home: Front
    index: dict[str, Front]
    pages: list[Standard]
    languages: dict[str, Language]
