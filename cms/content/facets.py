"""Under which values things are found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.content.choices import Format, NewsKind
from cms.content.models import CityProgrammePage, EventPage, NewsPage, PartnerPage, Topic
from cms.extend import Facet, FacetValue
from cms.public.languages import autonym, known_tags, tag
from cms.public.visibility import is_public, may_be_named, public


def cities(thing: Any) -> Iterable[FacetValue]:
    """The cities of an event, a partner, a city programme, or of the programmes that news is about."""
    for city in filter(may_be_named, dict.fromkeys(_cities(thing))):
        yield FacetValue(city.slug, city.display_name)


def _cities(thing: Any) -> Iterable[Any]:
    if isinstance(thing, EventPage):
        yield from thing.cities
    elif isinstance(thing, PartnerPage):
        yield from filter(None, [thing.city, *(item.city for item in thing.service_area_items.all())])
    elif isinstance(thing, CityProgrammePage):
        yield thing.city
    else:
        yield from (programme.city for programme in _public_programmes(thing))
        yield from (city for event in _public_events(thing) for city in event.cities)


def _public_programmes(thing: Any) -> list[CityProgrammePage]:
    return [item.city_programme for item in thing.city_programme_items.all() if is_public(item.city_programme)]


def _public_events(thing: NewsPage) -> Iterable[EventPage]:
    return [item.event for item in thing.event_items.all() if is_public(item.event)]


def programmes(thing: Any) -> Iterable[FacetValue]:
    if isinstance(thing, CityProgrammePage):
        found = [thing.programme]
    elif isinstance(thing, PartnerPage):
        pages = CityProgrammePage.objects.filter(partner_items__partner=thing.pk).select_related("programme").distinct()
        found = [page.programme for page in public(pages)]
    else:
        found = [programme.programme for programme in _public_programmes(thing)]
    for programme in filter(may_be_named, dict.fromkeys(found)):
        yield FacetValue(programme.slug, programme.name)


def topics(thing: Any) -> Iterable[FacetValue]:
    """The topics of a thing and the broader ones above them."""
    found: dict[str, Topic] = {}
    for item in thing.topic_items.all():
        step = item.topic.current
        while step is not None and step.slug not in found:
            found[step.slug] = step
            step = step.parent
    return [FacetValue(slug, topic.name) for slug, topic in found.items() if may_be_named(topic)]


def partners(thing: Any) -> Iterable[FacetValue]:
    """The partners that take part; only public ones."""
    found: list[Any] = [getattr(thing, "published_by", None)]
    if isinstance(thing, EventPage):
        found += [item.partner for item in thing.organisers.all()]
        found += [item.partner for item in thing.contributions.all()]
    elif isinstance(thing, CityProgrammePage):
        found += [item.partner for item in thing.partner_items.all()]
    else:
        found += [item.partner for event in _public_events(thing) for item in event.organisers.all()]
    for partner in dict.fromkeys(filter(None, found)):
        if is_public(partner):
            yield FacetValue(partner.slug, partner.title)


def people(thing: Any) -> Iterable[FacetValue]:
    """The people with a public profile that take part."""
    items = thing.contributions.all() if isinstance(thing, EventPage) else thing.coordinator_items.all()
    for person in dict.fromkeys(item.person for item in items):
        if person is not None and is_public(person):
            yield FacetValue(person.slug, str(person))


def formats(thing: EventPage) -> Iterable[FacetValue]:
    yield FacetValue(thing.format, str(thing.get_format_display()))


def languages(thing: EventPage) -> Iterable[FacetValue]:
    for code in filter(None, map(str.strip, thing.event_languages.split(","))):
        yield FacetValue(tag(code) or code, autonym(code).text)


def series(thing: EventPage) -> Iterable[FacetValue]:
    for item in thing.series_items.all():
        if may_be_named(item.series):
            yield FacetValue(item.series.slug, item.series.name)


def reported(thing: EventPage) -> Iterable[FacetValue]:
    if thing.report:
        yield FacetValue("yes", str(_("With report")))


def kinds(thing: NewsPage) -> Iterable[FacetValue]:
    yield FacetValue(thing.kind, str(thing.get_kind_display()))


def core_facets() -> Iterable[Facet]:
    events_and_context = ("event", "news", "city_programme")
    yield Facet(
        name="city", label=_("City"), types=("event", "partner", "city_programme", "news"), values=cities, order=10
    )
    yield Facet(
        name="programme",
        label=_("Programme"),
        types=("event", "partner", "city_programme", "news"),
        values=programmes,
        order=20,
    )
    yield Facet(name="topic", label=_("Topic"), types=("event", "news"), values=topics, order=30)
    yield Facet(name="partner", label=_("Partner"), types=events_and_context, values=partners, order=40)
    yield Facet(name="person", label=_("Person"), types=("event", "city_programme"), values=people, order=50)
    yield Facet(
        name="format", label=_("Format"), types=("event",), values=formats, choices=lambda: Format.values, order=60
    )
    yield Facet(
        name="language", label=_("Language on site"), types=("event",), values=languages, choices=known_tags, order=70
    )
    yield Facet(name="series", label=_("Series"), types=("event",), values=series, order=80)
    yield Facet(
        name="reported", label=_("Report"), types=("event",), values=reported, choices=lambda: ["yes"], order=85
    )
    yield Facet(
        name="kind", label=_("Kind of news"), types=("news",), values=kinds, choices=lambda: NewsKind.values, order=90
    )
