"""The documents of pages that are little more than text: standard pages, front pages, lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.content.choices import LegalRole
from cms.content.documents.shapes import Labelled, PageDocument, labelled, page_base
from cms.content.models import HomePage, StandardPage
from cms.extend import Passage
from cms.public.stream_schemas import StreamItem
from cms.public.streams import stream_document, stream_passages


class TextDocument(PageDocument):
    """A page of text."""

    legal_role: Labelled | None = None
    body: list[StreamItem]


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
