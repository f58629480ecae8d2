"""Cities, topics, programmes, series and places."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.loading.loaded_objects import LoadedObjects
from cms.content.models import City, Place, Programme, Series, Topic


def load_records(loaded: LoadedObjects) -> None:
    """Loads all that is edited once and referred to often."""
    archive = loaded.archive
    for city in archive.cities:
        loaded.keep_record(f"city:{city.key}", City, partial(_city, city))
    for topic in archive.topics:
        loaded.keep_record(f"topic:{topic.key}", Topic, partial(_topic, loaded, topic))
    for programme in archive.programmes:
        loaded.keep_record(f"programme:{programme.key}", Programme, partial(Programme, name=programme.name))
    for series in archive.series:
        loaded.keep_record(f"series:{series.key}", Series, partial(Series, name=series.name))
    for place in archive.places:
        loaded.keep_record(f"place:{place.key}", Place, partial(_place, loaded, place))


def _city(city: facts.City) -> City:
    return City(
        **city.model_dump(include={"name", "qualifier", "ags", "latitude", "longitude"}),
        aliases="\n".join(city.aliases),
        partner_municipality=True,
    )


def _topic(loaded: LoadedObjects, topic: facts.Topic) -> Topic:
    return Topic(name=topic.name, parent=loaded.get(f"topic:{topic.parent}"), synonyms="\n".join(topic.synonyms))


def _place(loaded: LoadedObjects, place: facts.Place) -> Place:
    return Place(name=place.name, city=loaded[f"city:{place.city}"], accessibility=place.accessibility)
