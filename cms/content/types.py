"""The core's page types and records, as the registry gets them: through the same door as those of plugins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.content import models
from cms.content.documents import city_programme, event, news, page, partner, person, place, records
from cms.content.documents.event_shape import EventDocument
from cms.content.documents.shapes import PageDocument
from cms.content.schedule import Schedule
from cms.content.sorting import sort_key
from cms.extend import Occurrence, PageType, Passage, Record


def title_key(thing: Any) -> str:
    """Sorts pages by title, records by name."""
    return sort_key(str(thing.title if hasattr(thing, "title") else thing))


def event_occurrences(thing: models.EventPage) -> Iterable[Occurrence]:
    """The dates that say where the event stands in time."""
    for date in Schedule.of_page(thing).counting:
        yield Occurrence(date.starts_at, date.ends_at, exact=not date.is_vague, takes_place=date.takes_place)


def shown_with(thing: models.EventPage) -> Iterable[Any]:
    """The city programmes whose figures count this event, in every language, and the events to which it says that it belongs."""
    counting = [item.city_programme.translation_key for item in thing.city_programme_items.all()]
    programmes = models.CityProgrammePage.objects.filter(translation_key__in=counting) if counting else []
    events = [item.event for item in thing.relations.all()]
    keys = [event.translation_key for event in events]
    versions = models.EventPage.objects.filter(translation_key__in=keys, locale=thing.locale_id) if keys else []
    return list(dict.fromkeys([*programmes, *events, *versions]))


def partners_of(thing: models.CityProgrammePage) -> Iterable[Any]:
    """Those who are found under the programme."""
    return [item.partner for item in thing.partner_items.all()]


def person_is_public(thing: models.Person) -> bool:
    """Whether the person has agreed, and still does."""
    return thing.has_public_profile


def person_key(thing: models.Person) -> str:
    """Family name first."""
    return thing.sort_key


def city_passages(thing: models.City) -> Iterable[Passage]:
    """The other spellings of a city."""
    if thing.alias_list:
        yield Passage(" ".join(thing.alias_list), type="aliases")


def page_types() -> Iterable[PageType]:
    """Events, partners, city programmes, news, pages; the front page and lists have documents, but no list of their own."""
    yield PageType(
        model=models.EventPage,
        name="event",
        plural="events",
        label=_("Events"),
        schema=EventDocument,
        document=event.event_document,
        passages=event.event_passages,
        occurrences=event_occurrences,
        sort_key=title_key,
        refreshes=shown_with,
    )
    yield PageType(
        model=models.PartnerPage,
        name="partner",
        plural="partners",
        label=_("Partners"),
        schema=partner.PartnerDocument,
        document=partner.partner_document,
        passages=partner.partner_passages,
        sort_key=title_key,
    )
    yield PageType(
        model=models.CityProgrammePage,
        name="city_programme",
        plural="city-programmes",
        label=_("City programmes"),
        schema=city_programme.CityProgrammeDocument,
        document=city_programme.city_programme_document,
        passages=city_programme.city_programme_passages,
        sort_key=title_key,
        refreshes=partners_of,
    )
    yield PageType(
        model=models.NewsPage,
        name="news",
        plural="news",
        label=_("News"),
        schema=news.NewsDocument,
        document=news.news_document,
        passages=news.news_passages,
        sort_key=title_key,
    )
    yield PageType(
        model=models.StandardPage,
        name="page",
        plural="pages",
        label=_("Pages"),
        schema=page.TextDocument,
        document=page.standard_document,
        passages=page.text_passages,
        sort_key=title_key,
    )
    yield PageType(
        model=models.HomePage,
        name="home",
        plural="home",
        label=_("Front page"),
        schema=page.TextDocument,
        document=page.home_document,
        sort_key=title_key,
        listed=False,
        searchable=False,
    )
    for name, model in {
        "event_index": models.EventIndexPage,
        "partner_index": models.PartnerIndexPage,
        "city_programme_index": models.CityProgrammeIndexPage,
        "news_index": models.NewsIndexPage,
    }.items():
        yield PageType(
            model=model,
            name=name,
            plural=name,
            label=model._meta.verbose_name or name,
            schema=PageDocument,
            document=page.index_document,
            sort_key=title_key,
            listed=False,
            searchable=False,
        )


def record_types() -> Iterable[Record]:
    yield Record(
        model=models.City,
        name="city",
        plural="cities",
        label=_("Cities"),
        schema=place.CityDocument,
        document=place.city_document,
        passages=city_passages,
        sort_key=title_key,
        searchable=False,
    )
    yield Record(
        model=models.Place,
        name="place",
        plural="places",
        label=_("Places"),
        schema=place.PlaceDocument,
        document=place.place_document,
        sort_key=title_key,
        searchable=False,
    )
    yield Record(
        model=models.Topic,
        name="topic",
        plural="topics",
        label=_("Topics"),
        schema=records.TopicDocument,
        document=records.topic_document,
        passages=records.topic_passages,
        sort_key=title_key,
        searchable=False,
    )
    yield Record(
        model=models.Person,
        name="person",
        plural="people",
        label=_("People"),
        schema=person.PersonDocument,
        document=person.person_document,
        passages=person.person_passages,
        sort_key=person_key,
        is_public=person_is_public,
        searchable=False,
    )
    for name, model, plural, label in (
        ("programme", models.Programme, "programmes", _("Programmes")),
        ("series", models.Series, "series", _("Series")),
    ):
        yield Record(
            model=model,
            name=name,
            plural=plural,
            label=label,
            schema=records.NamedDocument,
            document=records.named_document,
            sort_key=title_key,
            searchable=False,
        )
