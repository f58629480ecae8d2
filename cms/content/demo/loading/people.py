"""People with their dated roles."""

from __future__ import annotations

from functools import partial

from cms.content.demo import facts
from cms.content.demo.facts import PartialDate
from cms.content.demo.loading.images import portrait_image, shown_image
from cms.content.demo.loading.loaded_objects import LoadedObjects
from cms.content.models import Affiliation, Person


def load_people(loaded: LoadedObjects) -> None:
    for person in loaded.archive.people:
        loaded.keep_record(f"person:{person.key}", Person, partial(_person, loaded, person))


def _person(loaded: LoadedObjects, given: facts.Person) -> Person:
    person = Person(
        **given.model_dump(include={"honorific", "given_name", "family_name", "public_profile"}),
        languages=", ".join(given.languages),
    )
    if given.public_profile:
        for name, value in shown_image("portrait", portrait_image(person.name), of=person.name).items():
            setattr(person, name, value)
    person.affiliations.set([_affiliation(loaded, each, primary=not at) for at, each in enumerate(given.affiliations)])
    for affiliation in person.affiliations.all():
        affiliation.full_clean(exclude=["person"])
    return person


def _affiliation(loaded: LoadedObjects, given: facts.Affiliation, *, primary: bool) -> Affiliation:
    affiliation = Affiliation(
        partner=loaded.get(f"partner:{given.partner}"),
        organisation_text=given.organisation_text,
        role=given.role,
        is_primary=primary,
    )
    if given.since:
        affiliation.since, affiliation.since_precision = PartialDate.parse(given.since)
    if given.until:
        affiliation.until, affiliation.until_precision = PartialDate.parse(given.until)
    return affiliation
