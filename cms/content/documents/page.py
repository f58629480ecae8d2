"""The documents of pages that are little more than text: standard pages, front pages, lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from cms.content.choices import LegalRole
from cms.content.documents.shapes import PageDocument, page_base
from cms.content.models import HomePage, StandardPage
from cms.extend import Passage
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages
from cms.public.values import Labelled, labelled, one_of


class TextDocument(PageDocument):
    """A page of text."""

    legal_role: Labelled | None = Field(
        default=None,
        description=f"Which legal duty it fulfils, {one_of(choice for choice in LegalRole.choices if choice[0] != 'none')} "
        "Null for any other page.",
    )
    body: list[StreamItem] = Field(description="Its text, block by block.")


def standard_document(page: StandardPage) -> TextDocument:
    role = labelled(page.legal_role, LegalRole) if page.legal_role != LegalRole.NONE else None
    return TextDocument(**page_base(page), legal_role=role, body=stream_document(page.body, page=page))


def home_document(page: HomePage) -> TextDocument:
    return TextDocument(**page_base(page), body=stream_document(page.body, page=page))


def index_document(page: Any) -> PageDocument:
    return PageDocument(**page_base(page))


def text_passages(page: Any) -> Iterable[Passage]:
    if page.lead:
        yield Passage(page.lead, type="lead")
    yield from stream_passages(page.body)
