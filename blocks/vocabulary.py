"""The core's own blocks, as the registry gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel

from blocks.agenda import AgendaBlock, AgendaValue
from blocks.base import EVERYWHERE
from blocks.callout import CalloutBlock, CalloutValue
from blocks.contact import ContactBlock, ContactValue
from blocks.document import DocumentBlock, DocumentValue
from blocks.gallery import GalleryBlock, GalleryValue
from blocks.heading import HeadingBlock, HeadingValue
from blocks.image import ImageBlock
from blocks.outcomes import OutcomesBlock, OutcomesValue
from blocks.paragraph import ParagraphBlock, ParagraphValue
from blocks.quote import QuoteBlock, QuoteValue
from blocks.related import RelatedBlock, RelatedValue
from blocks.speakers import SpeakersBlock, SpeakersValue
from blocks.statement import StatementBlock, StatementValue
from cms.extend import Block
from cms.public.pictures import Picture

VOCABULARY: tuple[tuple[str, Callable[[], Any], type[BaseModel]], ...] = (
    ("paragraph", ParagraphBlock, ParagraphValue),
    ("heading", HeadingBlock, HeadingValue),
    ("callout", CalloutBlock, CalloutValue),
    ("quote", QuoteBlock, QuoteValue),
    ("statement", StatementBlock, StatementValue),
    ("speakers", SpeakersBlock, SpeakersValue),
    ("contact", ContactBlock, ContactValue),
    ("outcomes", OutcomesBlock, OutcomesValue),
    ("agenda", AgendaBlock, AgendaValue),
    ("image", ImageBlock, Picture),
    ("gallery", GalleryBlock, GalleryValue),
    ("document", DocumentBlock, DocumentValue),
    ("related", RelatedBlock, RelatedValue),
)


def vocabulary() -> Iterable[Block]:
    """One descriptor per block, in the order in which editors see them."""
    for position, (name, block, schema) in enumerate(VOCABULARY):
        yield Block(name=name, block=block, schema=schema, streams=EVERYWHERE, order=(position + 1) * 10)
