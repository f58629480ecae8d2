"""The documents of cities and places."""

from __future__ import annotations

from pydantic import BaseModel, Field

from cms.content.documents.shapes import Labelled, RecordDocument, record_base
from cms.content.models import City, Place
from cms.public.cards import Card, card


class Coordinates(BaseModel):
    """WGS 84, in degrees."""

    latitude: float
    longitude: float


class PlaceSummary(BaseModel):
    """A place as an event names it."""

    name: str
    city: Card | None
    street_address: str
    postal_code: str
    online: bool
    website: str
    accessibility: str
    coordinates: Coordinates | None


class CityDocument(RecordDocument):
    """A city, told apart by its official key."""

    name: str = Field(description="Without addition.")
    qualifier: str
    display_name: str = Field(examples=["Halle (Saale)"])
    aliases: list[str]
    ags: str = Field(description="Official municipality key, eight digits.", examples=["15002000"])
    state: Labelled
    coordinates: Coordinates | None
    partner_municipality: bool


class PlaceDocument(RecordDocument, PlaceSummary):
    """A place."""


def coordinates(thing: City | Place) -> Coordinates | None:
    """Where it is; None while unknown."""
    if thing.latitude is None or thing.longitude is None:
        return None
    return Coordinates(latitude=thing.latitude, longitude=thing.longitude)


def place_summary(place: Place) -> PlaceSummary:
    """The place as an event names it."""
    return PlaceSummary(
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
    return PlaceDocument(**record_base(place), **place_summary(place).model_dump())


def city_document(city: City) -> CityDocument:
    return CityDocument(
        **record_base(city),
        name=city.name,
        qualifier=city.qualifier,
        display_name=city.display_name,
        aliases=city.alias_list,
        ags=city.ags,
        state=Labelled(value=city.state.value, label=str(city.state.label)),
        coordinates=coordinates(city),
        partner_municipality=city.partner_municipality,
    )
