"""Running text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain


class ParagraphValue(BaseModel):
    """Running text."""

    html: str = Field(description="With p, ul, ol, li, b, i, a; links are absolute.")


class ParagraphBlock(ProseBlock):
    """Rich text without headings."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """The text as HTML; None if there is none."""
        html = richtext_document(value)
        return ParagraphValue(html=html).model_dump(mode="json") if html else None

    def get_plain_text(self, value: Any) -> Iterable[Passage]:
        if text := richtext_plain(value):
            yield Passage(text)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with bold, italic, links and lists.")
        group = _("Text")
        template = "blocks/paragraph.html"
        preview_template = "blocks/preview.html"
        preview_value = (
            "<p>Rund fünfzig Menschen kamen ins Literaturhaus. Sie sprachen darüber, <b>was Vereine brauchen</b>.</p>"
        )
