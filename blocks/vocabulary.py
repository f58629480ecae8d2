"""The core's own blocks, as the registry gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel

from blocks.agenda import AgendaBlock, AgendaValue
from blocks.audio_video import AudioVideoBlock, AudioVideoValue
from blocks.base import EVERYWHERE
from blocks.call_to_action import CallToActionBlock, CallToActionValue
from blocks.callout import CalloutBlock, CalloutValue
from blocks.contact import ContactBlock, ContactValue
from blocks.document import DocumentBlock, DocumentValue
from blocks.easy_language import EasyLanguageBlock, EasyLanguageValue
from blocks.embed import EmbedBlock, EmbedValue
from blocks.faq import FaqBlock, FaqValue
from blocks.figures import FiguresBlock, FiguresValue
from blocks.gallery import GalleryBlock, GalleryValue
from blocks.glossary_term import GlossaryTermBlock, GlossaryTermValue
from blocks.heading import HeadingBlock, HeadingValue
from blocks.image import ImageBlock
from blocks.map import MapBlock, MapValue
from blocks.organisers import OrganisersBlock, OrganisersValue
from blocks.outcomes import OutcomesBlock, OutcomesValue
from blocks.paragraph import ParagraphBlock, ParagraphValue
from blocks.partner_list import PartnerListBlock, PartnerListValue
from blocks.quote import QuoteBlock, QuoteValue
from blocks.registration import RegistrationBlock, RegistrationValue
from blocks.related import RelatedBlock, RelatedValue
from blocks.speakers import SpeakersBlock, SpeakersValue
from blocks.statement import StatementBlock, StatementValue
from blocks.table import TableBlock, TableValue
from blocks.timeline import TimelineBlock, TimelineValue
from cms.extend import Block
from cms.public.pictures import Picture

VOCABULARY: tuple[tuple[str, Callable[[], Any], type[BaseModel]], ...] = (
    ("paragraph", ParagraphBlock, ParagraphValue),
    ("heading", HeadingBlock, HeadingValue),
    ("callout", CalloutBlock, CalloutValue),
    ("faq", FaqBlock, FaqValue),
    ("figures", FiguresBlock, FiguresValue),
    ("table", TableBlock, TableValue),
    ("timeline", TimelineBlock, TimelineValue),
    ("glossary_term", GlossaryTermBlock, GlossaryTermValue),
    ("easy_language", EasyLanguageBlock, EasyLanguageValue),
    ("quote", QuoteBlock, QuoteValue),
    ("statement", StatementBlock, StatementValue),
    ("speakers", SpeakersBlock, SpeakersValue),
    ("organisers", OrganisersBlock, OrganisersValue),
    ("partner_list", PartnerListBlock, PartnerListValue),
    ("contact", ContactBlock, ContactValue),
    ("outcomes", OutcomesBlock, OutcomesValue),
    ("agenda", AgendaBlock, AgendaValue),
    ("registration", RegistrationBlock, RegistrationValue),
    ("image", ImageBlock, Picture),
    ("gallery", GalleryBlock, GalleryValue),
    ("audio_video", AudioVideoBlock, AudioVideoValue),
    ("embed", EmbedBlock, EmbedValue),
    ("map", MapBlock, MapValue),
    ("document", DocumentBlock, DocumentValue),
    ("related", RelatedBlock, RelatedValue),
    ("call_to_action", CallToActionBlock, CallToActionValue),
)

STREAMS = {"organisers": ("announcement", "report"), "registration": ("announcement",)}
"""Where a block stands that makes no sense everywhere."""


def vocabulary() -> Iterable[Block]:
    """One descriptor per block, in the order in which editors see them."""
    for position, (name, block, schema) in enumerate(VOCABULARY):
        streams = STREAMS.get(name, EVERYWHERE)
        yield Block(name=name, block=block, schema=schema, streams=streams, order=(position + 1) * 10)
