"""The documents of cities and places."""

from __future__ import annotations

from pydantic import BaseModel, Field

from cms.content.documents.shapes import RecordDocument, record_base
from cms.content.models import City, Place
from cms.public.cards import Card, card
from cms.public.values import Labelled, Text


class Coordinates(BaseModel):
    """WGS 84, in degrees."""

    latitude: float = Field(description="North of the equator.")
    longitude: float = Field(description="East of Greenwich.")


class Location(BaseModel):
    """How to find a place."""

    name: str = Field(description="Without the city, which `title` adds.")
    city: Card | None = Field(description="The city in which it lies; null for a place online.")
    street_address: Text = Field(description="Street and number; null if nobody told them.")
    postal_code: Text = Field(description="Null if nobody told it.")
    online: bool = Field(description="Whether it is a room or a stream online, which has no address.")
    website: Text = Field(description="Its own address on the web; null if it has none.")
    accessibility: Text = Field(description="How one gets in and around, in words; null if nobody told it.")
    coordinates: Coordinates | None = Field(description="Where it lies on the map; null while nobody has looked it up.")


class EventPlace(Location, Card):
    """A place as an event names it."""


class CityDocument(RecordDocument):
    """A city, told apart by its official key."""

    name: str = Field(description="Without addition.")
    qualifier: Text = Field(description="The addition that tells it from others of its name; null if it needs none.")
    display_name: str = Field(description="Name and addition, as it is to be shown.", examples=["Halle (Saale)"])
    aliases: list[str] = Field(description="Other spellings that people use and search knows.")
    ags: str = Field(description="Official municipality key, eight digits.", examples=["15002000"])
    state: Labelled = Field(description="The Land in which it lies, by the first two digits of the key.")
    coordinates: Coordinates | None = Field(description="Its middle; null while nobody has looked it up.")
    partner_municipality: bool = Field(description="Whether the city itself works with the network.")


class PlaceDocument(Location, RecordDocument):
    """A place."""


def coordinates(thing: City | Place) -> Coordinates | None:
    """Where it is; None while unknown."""
    if thing.latitude is None or thing.longitude is None:
        return None
    return Coordinates(latitude=thing.latitude, longitude=thing.longitude)


def event_place(place: Place | None) -> EventPlace | None:
    """The place as an event names it; None if it is not public."""
    shown = card(place)
    return EventPlace(**dict(shown), **dict(_location(place))) if place and shown else None


def _location(place: Place) -> Location:
    return Location(
        name=place.name,
        city=card(place.city),
        street_address=place.street_address,
        postal_code=place.postal_code,
        online=place.online,
        website=place.url,
        accessibility=place.accessibility,
        coordinates=coordinates(place),
    )


def place_document(place: Place) -> PlaceDocument:
    return PlaceDocument(**record_base(place), **dict(_location(place)))


def city_document(city: City) -> CityDocument:
    return CityDocument(
        **record_base(city),
        name=city.name,
        qualifier=city.qualifier,
        display_name=city.display_name,
        aliases=city.alias_list,
        ags=city.ags,
        state=Labelled.of(city.state, type(city.state)),
        coordinates=coordinates(city),
        partner_municipality=city.partner_municipality,
    )
