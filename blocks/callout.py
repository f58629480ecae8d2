"""Notes that stand out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ChoiceBlock

from blocks.base import ContentBlock, text_of
from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Labelled, Text, one_of

KINDS = [("note", _("Note")), ("call", _("Call to take part")), ("important", _("Important"))]


class CalloutValue(BaseModel):
    """A note that stands out."""

    kind: Labelled = Field(description=f"What it asks of readers: {one_of(KINDS)}")
    title: Text = Field(description="Heading above it; null if it has none.")
    html: Text = Field(description="With p, ul, ol, li, b, i, a; links are absolute. Null for a heading alone.")


class CalloutBlock(ContentBlock):
    """A note, a call, something important."""

    kind = ChoiceBlock(label=_("Kind"), choices=KINDS, default="note")
    title = CharBlock(label=_("Title"), required=False, max_length=200)
    text = ProseBlock(label=_("Text"))

    def document(self, value: Mapping[str, Any]) -> CalloutValue:
        return CalloutValue(
            kind=Labelled.of(value["kind"] or "note", KINDS),
            title=text_of(value["title"]),
            html=richtext_document(value["text"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if text := "\n".join(part for part in (text_of(value["title"]), richtext_plain(value["text"])) if part):
            yield Passage(text)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note that stands out.")
        group = _("Text")
        template = "blocks/callout.html"
        preview_value = {"kind": "call", "title": "Mitmachen", "text": "<p>Wir suchen Sprachlotsinnen.</p>"}
