"""The documents of topics, programmes and series."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from cms.content.documents.shapes import RecordDocument, record_base
from cms.content.models import Programme, Series, Topic
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.values import Text


class TopicDocument(RecordDocument):
    """A topic of the controlled vocabulary."""

    name: str = Field(description="In the archive's default language.")
    parent: Card | None = Field(description="The broader topic; null at the top of the tree.")
    synonyms: list[str] = Field(description="Other words for it that search knows, acronyms among them.")
    replaced_by: Card | None = Field(
        description="The topic to use today, at the end of all replacements; null if that is this one."
    )


class NamedDocument(RecordDocument):
    """A programme or a series."""

    name: str = Field(description="In the archive's default language.")
    description: Text = Field(description="What it is about, plain; null if nobody wrote that.")
    website: Text = Field(description="Its own address on the web; null if it has none.")


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
