"""The document of a piece of news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import Field

from cms.content.choices import NewsKind
from cms.content.documents.loading import Lookups, Related, load_inline_items, load_inline_items_of_many, pages
from cms.content.documents.shapes import Head, PageDocument, cards, page_base
from cms.content.models import NewsPage
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, Text, one_of
from cms.public.visibility import may_be_named


class NewsDates(Head):
    """When a piece of news was published, and how long it holds."""

    published_on: dt.date = Field(description="The day that it bears, which may lie long before this archive.")
    valid_until: dt.date | None = Field(
        description="The last day on which it holds, as of a call; null if it has no end."
    )


class NewsDocument(PageDocument, NewsDates):
    """A piece of news."""

    kind: Labelled = Field(description=f"What it is: {one_of(NewsKind)}")
    byline: Text = Field(description="Who wrote it, as it is shown; null if nobody is named.")
    published_by: Card | None = Field(description="The partner that published it; null if that is the network itself.")
    events: list[Card] = Field(description="The events that it tells of.")
    city_programmes: list[Card] = Field(description="The pages of the city programmes that it tells of.")
    topics: list[Card] = Field(description="What it is about; of a topic that was replaced the one to use today.")
    hero_image: Picture | None = Field(
        description="The image that stands for it; null if it has none that may be shown."
    )
    body: list[StreamItem] = Field(description="Its text, block by block.")


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
        kind=Labelled.of(page.kind, NewsKind),
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
