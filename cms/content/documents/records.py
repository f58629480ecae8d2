"""The documents of topics, programmes and series."""

from __future__ import annotations

from collections.abc import Iterable

from cms.content.documents.shapes import RecordDocument, record_base
from cms.content.models import Programme, Series, Topic
from cms.extend import Passage
from cms.public.cards import Card, card


class TopicDocument(RecordDocument):
    """A topic of the controlled vocabulary."""

    name: str
    parent: Card | None
    synonyms: list[str]
    replaced_by: Card | None


class NamedDocument(RecordDocument):
    """A programme or a series."""

    name: str
    description: str
    website: str


def topic_document(topic: Topic) -> TopicDocument:
    return TopicDocument(
        **record_base(topic),
        name=topic.name,
        parent=card(topic.parent),
        synonyms=topic.synonym_list,
        replaced_by=card(topic.current) if topic.replaced_by_id else None,
    )


def named_document(record: Programme | Series) -> NamedDocument:
    return NamedDocument(**record_base(record), name=record.name, description=record.description, website=record.url)


def topic_passages(topic: Topic) -> Iterable[Passage]:
    if topic.synonym_list:
        yield Passage(" ".join(topic.synonym_list), type="synonyms")
