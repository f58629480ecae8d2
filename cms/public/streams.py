"""What a stream is outside of the editor: a document for the API, passages for search."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.extend import Passage
from cms.public.stream_schemas import StreamItem


def anchor_of(child: StreamValue.StreamChild) -> str:
    """The fragment under which the page shows the block."""
    return f"b-{(child.id or '')[:8]}"


def stream_document(stream: StreamValue, *, page: Page | None = None) -> list[StreamItem]:
    """All blocks of the page's stream in their order, JSON-ready; those of which nothing may be shown are left out."""
    context = {"page": page}
    shown = [(child, child.block.get_api_representation(child.value, context=context)) for child in stream]
    return [
        StreamItem(id=child.id, type=child.block_type, anchor=anchor_of(child), value=value)
        for child, value in shown
        if value is not None
    ]


def stream_passages(stream: StreamValue) -> Iterator[Passage]:
    """The searchable text of the stream, block by block, each passage with the id of its block."""
    for child in stream:
        plain = getattr(child.block, "get_plain_text", None)
        for passage in plain(child.value) if plain else ():
            yield passage._replace(type=child.block_type, block_id=child.id or "")
