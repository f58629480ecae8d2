"""The document of a piece of news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cms.content.documents.loading import Lookups, Related, load_inline_items, load_inline_items_of_many, pages
from cms.content.documents.shapes import Labelled, PageDocument, cards, page_base
from cms.content.models import NewsPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.visibility import may_be_named


class NewsDocument(PageDocument):
    """A piece of news."""

    kind: Labelled
    published_on: dt.date
    valid_until: dt.date | None
    byline: str
    published_by: Card | None
    events: list[Card]
    city_programmes: list[Card]
    topics: list[Card]
    hero_image: Picture | None
    body: list[StreamItem]


PROGRAMME: Related = [
    pages("city_programme", "content.CityProgrammePage"),
    "city_programme__city",
    "city_programme__programme",
]
LINES: Lookups = {
    "event_items": [pages("event", "content.EventPage")],
    "city_programme_items": PROGRAMME,
    "topic_items": ["topic__replaced_by__parent__parent", "topic__parent__parent"],
}
EVENT_INLINE_ITEMS: Lookups = {
    "occurrences": ["place__city"],
    "organisers": [pages("partner", "content.PartnerPage")],
    "city_programme_items": PROGRAMME,
}


def news_document(page: NewsPage) -> NewsDocument:
    load_inline_items(page, LINES)
    load_inline_items_of_many([item.event for item in page.event_items.all()], EVENT_INLINE_ITEMS)
    return NewsDocument(
        **page_base(page),
        kind=Labelled(value=page.kind, label=page.get_kind_display()),
        published_on=page.published_on,
        valid_until=page.valid_until,
        byline=page.byline,
        published_by=card(page.published_by),
        events=cards(item.event for item in page.event_items.all()),
        city_programmes=cards(item.city_programme for item in page.city_programme_items.all()),
        topics=cards(item.topic.current for item in page.topic_items.all()),
        hero_image=picture_at(page, "hero_image"),
        body=stream_document(page.body, page=page),
    )


def news_passages(page: NewsPage) -> Iterable[Passage]:
    if page.lead:
        yield Passage(page.lead, type="lead")
    for item in page.topic_items.all():
        if may_be_named(item.topic):
            yield Passage(" ".join([item.topic.name, *item.topic.synonym_list]), type="topic")
    yield from stream_passages(page.body)
