"""The document of a page."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from cms.content.documents.shapes import PageDocument, page_base
from cms.extend import Passage
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages

from .models import NoticeBoardPage


class NoticeBoardPageDocument(PageDocument):
    """A page as partners get it."""

    body: list[StreamItem] = Field(description="Its text, block by block.")


def document(page: NoticeBoardPage) -> NoticeBoardPageDocument:
    """The page as partners get it."""
    body = stream_document(page.body, page=page)
    return NoticeBoardPageDocument(**page_base(page), body=body)


def passages(page: NoticeBoardPage) -> Iterable[Passage]:
    """What search reads of the page."""
    if page.lead:
        yield Passage(page.lead, type="lead")
    yield from stream_passages(page.body)
