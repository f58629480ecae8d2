"""Every kind of thing that can be public, and a witness for each: public content that names it in every way that it can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page

from cms.content import models
from plugins.press.models import PressReleasePage
from tests.visibility.streams import naming, of, stream
from tests.visibility.words import Words

Make = Callable[[Words], Any]

DAY = dt.date(2018, 5, 31)
SOON = dt.timedelta(days=40)


@dataclass(frozen=True)
class Kind:
    """A kind of thing: how one is made, and below which list its pages stand."""

    name: str
    make: Make
    below: type[Page] | None = None

    @property
    def is_page(self) -> bool:
        """Whether it has an address."""
        return self.below is not None

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return self.name in ("image", "document")


def page_fields(words: Words) -> dict[str, Any]:
    """What all pages have."""
    return {"title": f"Leuchtturm {words.text}", "slug": words.slug, "lead": f"Vom Leuchtturm {words.text}."}


def event(words: Words, **fields: Any) -> models.EventPage:
    """An event in Halle of which one date is over and the other is still to come."""
    page = models.EventPage(
        theme=f"Leuchtturm {words.text}", announcement=of(words.text), **page_fields(words), **fields
    )
    place = models.Place.objects.filter(name="Literaturhaus").first()
    page.occurrences = [
        models.EventOccurrence(start_date=day, place=place, online_url=f"https://example.org/{words.text}")
        for day in (DAY, timezone.localdate() + SOON)
    ]
    return page


def partner(words: Words) -> models.PartnerPage:
    """An organisation."""
    return models.PartnerPage(
        **page_fields(words),
        legal_name=f"{words.text} und Freunde",
        acronym=words.text[-8:],
        email=f"{words.text}@example.org",
        body=of(words.text),
    )


def news(words: Words) -> models.NewsPage:
    """A piece of news."""
    day = DAY + dt.timedelta(days=100 - words.number)
    return models.NewsPage(**page_fields(words), published_on=day, body=of(words.text))


def standard(words: Words) -> models.StandardPage:
    """A page of text."""
    return models.StandardPage(**page_fields(words), body=of(words.text))


def press_release(words: Words) -> PressReleasePage:
    """A page of a plugin."""
    return PressReleasePage(**page_fields(words), published_on=DAY, body=of(words.text))


def city_programme(words: Words) -> models.CityProgrammePage:
    """What a programme does in one city."""
    programme = models.Programme.objects.create(name=f"Vorhaben {words.number}")
    return models.CityProgrammePage(
        **page_fields(words),
        programme=programme,
        city=models.City.objects.get(name="Halle"),
        goals=words.text,
        body=of(words.text),
    )


def city(words: Words) -> models.City:
    """A city."""
    return models.City(
        name=f"Leuchtstadt {words.text}", slug=words.slug, aliases=f"Bei {words.text}", ags=f"15{words.number:06}"
    )


def place(words: Words) -> models.Place:
    """A room."""
    halle = models.City.objects.get(name="Halle")
    return models.Place(name=f"Saal {words.text}", slug=words.slug, city=halle, accessibility=f"Aufzug {words.text}")


def topic(words: Words) -> models.Topic:
    """A topic."""
    return models.Topic(name=f"Leuchtthema {words.text}", slug=words.slug, synonyms=f"Wort {words.text}")


def programme(words: Words) -> models.Programme:
    """A programme."""
    return models.Programme(name=f"Leuchtprogramm {words.text}", slug=words.slug, description=words.text)


def series(words: Words) -> models.Series:
    """A series."""
    return models.Series(name=f"Leuchtreihe {words.text}", slug=words.slug, description=words.text)


def person(words: Words) -> models.Person:
    """A person who agrees to a public profile, with a portrait and a role."""
    made = models.Person(
        given_name="Petra",
        family_name=words.name.capitalize(),
        slug=words.slug,
        pronouns=words.text,
        public_profile=True,
        portrait=portrait_of(words),
        portrait_alt=f"Porträt {words.text}",
    )
    made.affiliations = [models.Affiliation(role=f"Vorsitz {words.text}", organisation_text="Verein")]
    made.full_clean(exclude=["slug"])
    return made


def portrait_of(words: Words) -> models.CreditedImage:
    """A public image, which nobody sees but as the portrait."""
    return models.CreditedImage.objects.create(
        title="Porträt", file=get_test_image_file(f"{words.file}.png"), credit="Foto: X", licence="CC0"
    )


def image(words: Words) -> models.CreditedImage:
    """An image."""
    return models.CreditedImage(
        title=f"Bild {words.text}",
        description=f"Zu sehen ist {words.text}",
        file=get_test_image_file(f"{words.file}.png"),
        credit=f"Foto: {words.text}",
        licence="CC0",
        collection=Collection.get_first_root_node().add_child(name=f"Sammlung {words.number}"),
    )


def document(words: Words) -> Any:
    """A file to download."""
    from wagtail.documents import get_document_model

    return get_document_model()(
        title=f"Datei {words.text}",
        file=ContentFile(f"Inhalt {words.text}".encode(), f"{words.file}.txt"),
        collection=Collection.get_first_root_node().add_child(name=f"Akten {words.number}"),
    )


KINDS = (
    Kind("event", event, models.EventIndexPage),
    Kind("partner", partner, models.PartnerIndexPage),
    Kind("news", news, models.NewsIndexPage),
    Kind("page", standard, models.HomePage),
    Kind("press_release", press_release, models.NewsIndexPage),
    Kind("city_programme", city_programme, models.CityProgrammeIndexPage),
    Kind("city", city),
    Kind("place", place),
    Kind("topic", topic),
    Kind("programme", programme),
    Kind("series", series),
    Kind("person", person),
    Kind("image", image),
    Kind("document", document),
)


def witnesses(thing: Any, number: int) -> list[tuple[Any, type[Page] | None]]:
    """Public things that name this one, each with the list below which it stands; records stand below none."""
    found: list[tuple[Any, type[Page] | None]] = []
    if blocks := naming(thing):
        page = models.StandardPage(title=f"Zeugnis {number}", slug=f"zeugnis-{number}", body=stream(*blocks))
        found.append((page, models.HomePage))
    found += [each for each in (_event(thing, number), _news(thing, number)) if each]
    if isinstance(thing, models.PartnerPage):
        found += list(_of_partner(thing, number))
    if isinstance(thing, models.Person | models.City | models.Programme):
        found.append((_programme_of(thing, number), models.CityProgrammeIndexPage))
    if isinstance(thing, models.City):
        found.append(
            (models.PartnerPage(title=f"Zeuge {number}", slug=f"zeuge-{number}", city=thing), models.PartnerIndexPage)
        )
        found.append((models.Place(name=f"Zeugenhaus {number}", slug=f"haus-{number}", city=thing), None))
    if isinstance(thing, models.Topic):
        found.append((models.Topic(name=f"Unterthema {number}", slug=f"unterthema-{number}", parent=thing), None))
    if isinstance(thing, models.CreditedImage):
        found.append(
            (
                models.PartnerPage(title=f"Zeuge {number}", slug=f"zeuge-{number}", logo=thing, logo_alt="Ein Zeichen"),
                models.PartnerIndexPage,
            )
        )
        found.append(
            (
                models.Person(
                    given_name="Zeugin",
                    family_name=f"Nummer {number}",
                    public_profile=True,
                    portrait=thing,
                    portrait_alt="Eine Frau",
                ),
                None,
            )
        )
    return found


def _event(thing: Any, number: int) -> tuple[Any, type[Page]] | None:
    page = models.EventPage(theme=f"Abend {number}", title=f"Abend {number}", slug=f"abend-{number}")
    page.occurrences = [
        models.EventOccurrence(start_date=DAY, place=thing if isinstance(thing, models.Place) else None)
    ]
    match thing:
        case models.EventPage():
            page.relations = [models.EventRelation(event=thing)]
            page.replaced_by = thing
        case models.PartnerPage():
            page.organisers = [models.EventOrganiser(partner=thing)]
            page.contributions = [models.EventContribution(name_text="Jan Muster", roles="Gast", partner=thing)]
            page.published_by = thing
        case models.CityProgrammePage():
            page.city_programme_items = [models.EventCityProgramme(city_programme=thing)]
        case models.Person():
            page.contributions = [models.EventContribution(person=thing, roles="Gast")]
        case models.Topic():
            page.topic_items = [models.EventTopic(topic=thing)]
        case models.Series():
            page.series_items = [models.EventSeriesItem(series=thing, number=3)]
        case models.CreditedImage():
            page.hero_image, page.hero_image_alt = thing, "Ein Bild"
        case models.Place():
            pass
        case _:
            return None
    return page, models.EventIndexPage


def _news(thing: Any, number: int) -> tuple[Any, type[Page]] | None:
    page = models.NewsPage(title=f"Nachricht {number}", slug=f"nachricht-{number}", published_on=DAY)
    match thing:
        case models.EventPage():
            page.event_items = [models.NewsEvent(event=thing)]
        case models.PartnerPage():
            page.published_by = thing
        case models.CityProgrammePage():
            page.city_programme_items = [models.NewsCityProgramme(city_programme=thing)]
        case models.Topic():
            page.topic_items = [models.NewsTopic(topic=thing)]
        case models.CreditedImage():
            page.hero_image, page.hero_image_alt = thing, "Ein Bild"
        case _:
            return None
    return page, models.NewsIndexPage


def _of_partner(thing: models.PartnerPage, number: int) -> list[tuple[Any, type[Page] | None]]:
    other = models.PartnerPage(title=f"Zeuge {number}", slug=f"zeuge-{number}", successor=thing)
    other.memberships = [models.PartnerMembership(umbrella=thing)]
    release = PressReleasePage(
        title=f"Mitteilung {number}", slug=f"mitteilung-{number}", published_on=DAY, published_by=thing
    )
    member = models.Person(given_name="Zeugin", family_name=f"Nummer {number}", public_profile=True)
    member.affiliations = [models.Affiliation(role="Vorsitz", partner=thing)]
    member.full_clean(exclude=["slug"])
    return [
        (other, models.PartnerIndexPage),
        (release, models.NewsIndexPage),
        (member, None),
        (_programme_of(thing, number), models.CityProgrammeIndexPage),
    ]


def _programme_of(thing: Any, number: int) -> models.CityProgrammePage:
    own = models.Programme.objects.create(name=f"Zeugnisprogramm {number}")
    page = models.CityProgrammePage(
        title=f"Programm {number}",
        slug=f"programm-{number}",
        programme=thing if isinstance(thing, models.Programme) else own,
        city=thing if isinstance(thing, models.City) else models.City.objects.get(name="Halle"),
    )
    if isinstance(thing, models.PartnerPage):
        page.partner_items = [models.ProgrammePartner(partner=thing, role="carrier")]
    if isinstance(thing, models.Person):
        page.coordinator_items = [models.ProgrammeCoordinator(person=thing)]
    return page
