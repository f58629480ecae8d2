"""Cities, topics, programmes, series and places."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.loading.shelf import Shelf
from cms.content.models import City, Place, Programme, Series, Topic


def load_records(shelf: Shelf) -> None:
    """Shelves all that is edited once and referred to often."""
    archive = shelf.archive
    for city in archive.cities:
        shelf.keep_record(f"city:{city.key}", City, partial(_city, city))
    for topic in archive.topics:
        shelf.keep_record(f"topic:{topic.key}", Topic, partial(_topic, shelf, topic))
    for programme in archive.programmes:
        shelf.keep_record(f"programme:{programme.key}", Programme, partial(Programme, name=programme.name))
    for series in archive.series:
        shelf.keep_record(f"series:{series.key}", Series, partial(Series, name=series.name))
    for place in archive.places:
        shelf.keep_record(f"place:{place.key}", Place, partial(_place, shelf, place))


def _city(city: facts.City) -> City:
    return City(
        **city.model_dump(include={"name", "qualifier", "ags", "latitude", "longitude"}),
        aliases="\n".join(city.aliases),
        partner_municipality=True,
    )


def _topic(shelf: Shelf, topic: facts.Topic) -> Topic:
    return Topic(name=topic.name, parent=shelf.get(f"topic:{topic.parent}"), synonyms="\n".join(topic.synonyms))


def _place(shelf: Shelf, place: facts.Place) -> Place:
    return Place(name=place.name, city=shelf[f"city:{place.city}"], accessibility=place.accessibility)
