"""The document of an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from cms.content.choices import (
    Attendance,
    ContributionKind,
    EventStatus,
    Format,
    OrganiserRole,
    Precision,
    Qualifier,
    RelationKind,
)
from cms.content.documents.event_shape import (
    Accessibility,
    Contribution,
    EventDocument,
    Occurrence,
    Organiser,
    Registration,
    Relation,
    SeriesItem,
)
from cms.content.documents.loading import (
    Lookups,
    images,
    load_inline_items,
    load_inline_items_of_many,
    pages,
    records,
)
from cms.content.documents.place import event_place
from cms.content.documents.shapes import cards, page_base
from cms.content.models import EventContribution, EventOccurrence, EventPage, EventSeriesItem
from cms.content.models.event_relations import FOLLOWING, OTHER_SIDE, relations_to, roman
from cms.content.schedule import USUAL, EventDate, Schedule
from cms.extend import Passage, public_id
from cms.public.cards import card
from cms.public.pictures import picture_at
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, labelled
from cms.public.visibility import is_public, may_be_named

OWN = (pages("published_by", "content.PartnerPage"), images("hero_image"))
LINES: Lookups = {
    "occurrences": [records("place", "content.Place", "city")],
    "organisers": [pages("partner", "content.PartnerPage")],
    "contributions": ["person", pages("partner", "content.PartnerPage")],
    "topic_items": [records("topic", "content.Topic", "replaced_by__parent__parent", "parent__parent")],
    "city_programme_items": [pages("city_programme", "content.CityProgrammePage", "city", "programme")],
    "series_items": ["series"],
    "relations": [pages("event", "content.EventPage")],
}


def event_document(page: EventPage) -> EventDocument:
    load_inline_items(page, LINES, own=OWN)
    schedule = Schedule.of_page(page)
    occurrences = [_occurrence(each) for each in schedule.dates]
    first = _occurrence(schedule.first) if schedule.first else None
    last = _occurrence(schedule.last) if schedule.last else None
    programmes = [each.city_programme for each in page.city_programme_items.all() if is_public(each.city_programme)]
    return EventDocument(
        **page_base(page),
        theme=page.theme,
        format=Labelled.of(page.format, Format),
        start=first.start if first else None,
        end=last.end if last else None,
        start_date=first.start_date if first else None,
        end_date=last.end_date if last else None,
        precision=first.precision if first else None,
        has_time=bool(first and first.has_time),
        year_inferred=bool(first and first.year_inferred),
        occurrences=occurrences,
        status=Labelled.of(schedule.status, EventStatus),
        status_note=page.status_note or _common_note(schedule),
        replaced_by=card(page.final_replacement),
        attendance=Labelled.of(_attendance(page, schedule), Attendance),
        organisers=list(_organisers(page)),
        contributions=[_contribution(item) for item in page.contributions.all() if _is_named(item)],
        participants=page.participants,
        participants_qualifier=labelled(page.participants_qualifier, Qualifier),
        topics=cards(item.topic.current for item in page.topic_items.all()),
        cities=cards(page.cities),
        city_programmes=cards(programmes),
        programmes=cards(dict.fromkeys(each.programme for each in programmes)),
        series=[_series_item(item) for item in page.series_items.all() if may_be_named(item.series)],
        relations=list(_relations(page)),
        event_languages=_codes(page.event_languages),
        interpretation=page.interpretation,
        accessibility=Accessibility(**{name: getattr(page, name) for name in Accessibility.model_fields}),
        fee=page.fee,
        registration=Registration(
            url=page.registration_url, mail=page.registration_mail, deadline=page.registration_deadline
        ),
        hero_image=picture_at(page, "hero_image"),
        is_reported=bool(page.report),
        announcement=stream_document(page.announcement, page=page),
        report=stream_document(page.report, page=page),
        report_published_on=page.report_published_on,
        byline=page.byline,
        published_by=card(page.published_by),
        published_on=page.published_on,
    )


def _attendance(page: EventPage, schedule: Schedule) -> str:
    """How one takes part: of what was moved online nothing is on site, whatever was planned."""
    moved = schedule.status == EventStatus.MOVED_ONLINE and page.attendance == Attendance.ONSITE
    return Attendance.ONLINE if moved else page.attendance


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _common_note(schedule: Schedule) -> str:
    """The reason that all dates give, where they decide about the event's status."""
    notes = {date.source.status_note for date in schedule.dates if date.status == schedule.status}
    return notes.pop() if schedule.status not in USUAL and len(notes) == 1 else ""


def _occurrence(date: EventDate) -> Occurrence:
    zone = ZoneInfo(date.timezone)
    item: EventOccurrence = date.source
    return Occurrence(
        id=uuid5(public_id(item.page), str(item.pk)),
        start=date.starts_at.astimezone(zone),
        end=date.ends_at.astimezone(zone) if date.has_end or not date.has_time else None,
        start_date=date.first_day,
        end_date=date.last_day,
        precision=Labelled.of(item.precision, Precision),
        has_time=item.start_time is not None,
        all_day=item.all_day,
        year_inferred=item.year_inferred,
        timezone=item.timezone,
        place=event_place(item.place),
        online_url=item.online_url,
        status=Labelled.of(date.status, EventStatus),
        status_note=item.status_note,
        previous_start=item.previous_start,
    )


def _organisers(page: EventPage) -> Iterable[Organiser]:
    for item in page.organisers.all():
        if (partner := card(item.partner)) is not None:
            role = Labelled.of(item.role, OrganiserRole)
            yield Organiser(partner=partner, name=partner.title, role=role, wording=item.wording)


def _is_named(item: EventContribution) -> bool:
    return item.person_id is None or may_be_named(item.person)


def _contribution(item: EventContribution) -> Contribution:
    return Contribution(
        person=card(item.person),
        name=item.name,
        roles=item.role_list,
        roles_language=item.roles_language,
        partner=card(item.partner),
        kind=Labelled.of(item.kind, ContributionKind),
        title=item.title,
    )


def _series_item(item: EventSeriesItem) -> SeriesItem:
    return SeriesItem(series=card(item.series), name=item.series.name, number=item.number, roman=roman(item.number))


def _relations(page: EventPage) -> Iterable[Relation]:
    """What is told here and what is told there, each event once."""
    told: set[Any] = set()
    own = Schedule.of_page(page)
    found = [*_told_here(page), *_told_there(page)]
    load_inline_items_of_many([other for other, _kind in found], {"occurrences": ()})
    for other, kind in found:
        if other.translation_key not in told and (shown := card(other)) is not None:
            told.add(other.translation_key)
            schedule = Schedule.of_page(other)
            first, last = schedule.first, schedule.last
            yield Relation(
                event=shown,
                kind=Labelled.of(_seen_from_here(kind, own, schedule), RelationKind),
                start_date=first.first_day if first else None,
                end_date=last.last_day if last else None,
                precision=Labelled.of(first.precision, Precision) if first else None,
            )


def _told_here(page: EventPage) -> Iterable[tuple[EventPage, str]]:
    return [(item.event, item.kind) for item in page.relations.all()]


def _told_there(page: EventPage) -> Iterable[tuple[EventPage, str]]:
    if not page.pk:
        return []
    items = list(relations_to(page))
    prefetch_related_objects(items, pages("page", "content.EventPage"))
    return [(item.page, OTHER_SIDE[RelationKind(item.kind)]) for item in items]


def _seen_from_here(kind: str, own: Schedule, other: Schedule) -> str:
    """Of two events the later one is the follow-up, on whichever of them that was taken down."""
    if kind not in FOLLOWING or own.first is None or other.first is None:
        return kind
    return RelationKind.FOLLOWS if other.first.starts_at < own.first.starts_at else RelationKind.FOLLOW_UP


def event_passages(page: EventPage) -> Iterable[Passage]:
    """What search reads of an event: theme, lead, people with their roles, organisers, places, then its texts."""
    yield Passage(page.theme, type="theme")
    if page.lead:
        yield Passage(page.lead, type="lead")
    for item in filter(_is_named, page.contributions.all()):
        yield Passage(", ".join([item.name, *item.role_list]), type="contribution", speaker=item.name)
    for item in page.organisers.all():
        if is_public(item.partner):
            yield Passage(" ".join([item.partner.title, item.partner.acronym]).strip(), type="organiser")
    for item in page.occurrences.all():
        if may_be_named(item.place):
            yield Passage(str(item.place), type="place")
    for item in page.topic_items.all():
        if may_be_named(item.topic):
            yield Passage(" ".join([item.topic.name, *item.topic.synonym_list]), type="topic")
    yield from stream_passages(page.announcement)
    yield from stream_passages(page.report)
