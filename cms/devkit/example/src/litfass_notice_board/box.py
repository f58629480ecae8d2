"""A box in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, TextBlock

from blocks.base import ContentBlock, text_of
from cms.extend import Passage
from cms.public.values import Text


class NoticeBoardBoxValue(BaseModel):
    """A box as partners get it."""

    heading: str = Field(description="What stands above it.")
    text: Text = Field(description="A few sentences, plain; null if there are none.")


class NoticeBoardBox(ContentBlock):
    """A heading with a few sentences."""

    heading = CharBlock(label=_("heading"), max_length=100)
    text = TextBlock(label=_("text"), required=False)

    def document(self, value: Mapping[str, Any]) -> NoticeBoardBoxValue:
        """Heading and text."""
        heading, text = text_of(value["heading"]), text_of(value["text"])
        return NoticeBoardBoxValue(heading=heading, text=text)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """What search reads of it."""
        yield Passage(f"{text_of(value['heading'])} {text_of(value['text'])}".strip())

    class Meta:
        icon = "form"
        label = _("Notice board box")
        template = "notice_board/notice_board_box.html"
        preview_value = {"heading": "Gut zu wissen", "text": "Der Eintritt ist frei."}
