"""Events: first all of them as drafts, so that they can refer to each other, then published."""

from __future__ import annotations

import datetime as dt

from cms.content.demo import facts
from cms.content.demo.facts import PartialDate
from cms.content.demo.loading.images import poster_image, shown_image
from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.streams import StreamWriter
from cms.content.models import (
    EventCityProgramme,
    EventContribution,
    EventOccurrence,
    EventOrganiser,
    EventPage,
    EventRelation,
    EventSeriesItem,
    EventTopic,
)

PLAIN = {
    "theme",
    "title",
    "format",
    "lead",
    "attendance",
    "status",
    "status_note",
    "participants",
    "participants_qualifier",
    "interpretation",
    "fee",
    "registration_url",
    "registration_mail",
    "registration_deadline",
    "published_on",
    "report_published_on",
    "byline",
}


def draft_events(loaded: LoadedObjects) -> None:
    loaded.draft_pages("event", loaded.archive.events, "index:events", _event)


def publish_events(loaded: LoadedObjects) -> None:
    """Publishes the new events with their relations to each other and their texts."""
    for page, given in loaded.new_pages("event", loaded.archive.events):
        writer = StreamWriter(loaded, page)
        page.announcement = writer.stream("announcement", given.announcement)
        page.report = writer.stream("report", given.report)
        page.replaced_by = loaded.get(f"event:{given.replaced_by}")
        page.relations.set(
            [EventRelation(event=loaded[f"event:{each.event}"], kind=each.kind) for each in given.relations]
        )
        publish(page)


def _event(loaded: LoadedObjects, given: facts.Event) -> EventPage:
    page = EventPage(
        **given.model_dump(include=PLAIN),
        **dict.fromkeys(given.accessibility, True),
        event_languages=", ".join(given.languages),
        published_by=loaded.get(f"partner:{given.published_by}"),
        **shown_image("hero_image", poster_image(given.image)),
    )
    page.occurrences.set([_occurrence(loaded, date, given) for date in given.dates])
    page.organisers.set(
        [
            EventOrganiser(partner=loaded[f"partner:{each.partner}"], role=each.role, wording=each.wording)
            for each in given.organisers
        ]
    )
    page.contributions.set([_contribution(loaded, each) for each in given.contributions])
    page.topic_items.set([EventTopic(topic=loaded[f"topic:{key}"]) for key in given.topics])
    page.city_programme_items.set(
        [EventCityProgramme(city_programme=loaded[f"city_programme:{key}"]) for key in given.city_programmes]
    )
    if given.series:
        page.series_items.set(
            [EventSeriesItem(series=loaded[f"series:{given.series.key}"], number=given.series.number)]
        )
    return page


def _occurrence(loaded: LoadedObjects, date: facts.Date, given: facts.Event) -> EventOccurrence:
    start, precision = PartialDate.parse(date.start)
    occurrence = EventOccurrence(
        start_date=start,
        start_time=_time(date.from_),
        end_date=PartialDate.parse(date.end).day if date.end else None,
        end_time=_time(date.to),
        precision="minute" if date.from_ else precision,
        all_day=date.all_day,
        year_inferred=given.year_inferred,
        place=loaded.get(f"place:{date.place}"),
        online_url=date.online_url,
        status=date.status,
        status_note=date.note,
        previous_start=date.previous,
    )
    occurrence.full_clean(exclude=["page"])
    return occurrence


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _contribution(loaded: LoadedObjects, given: facts.Contribution) -> EventContribution:
    contribution = EventContribution(
        person=loaded.get(f"person:{given.person}"),
        name_text=given.name,
        roles="\n".join(given.roles),
        partner=loaded.get(f"partner:{given.partner}"),
        kind=given.kind,
        title=given.title,
    )
    contribution.full_clean(exclude=["page"])
    return contribution
