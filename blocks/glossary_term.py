"""A word that is explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock

from blocks.base import ContentBlock, text_of
from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Text


class GlossaryTermValue(BaseModel):
    """A word that is explained."""

    term: str = Field(description="The word or abbreviation.")
    written_out: Text = Field(description="What an abbreviation stands for; null if it is none.")
    html: Text = Field(description="What it means, with p, ul, ol, li, b, i, a; links are absolute.")


class GlossaryTermBlock(ContentBlock):
    """A word with its meaning; links may lead to it by its anchor."""

    term = CharBlock(label=_("Term"), max_length=100, help_text=_("E.g. „MO“."))
    written_out = CharBlock(
        label=_("Written out"), required=False, max_length=200, help_text=_("E.g. „Migrantenorganisation“.")
    )
    text = ProseBlock(label=_("Meaning"))

    def document(self, value: Mapping[str, Any]) -> GlossaryTermValue:
        return GlossaryTermValue(
            term=text_of(value["term"]),
            written_out=text_of(value["written_out"]),
            html=richtext_document(value["text"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        name = " – ".join(part for part in (text_of(value["term"]), text_of(value["written_out"])) if part)
        if text := "\n".join(part for part in (name, richtext_plain(value["text"])) if part):
            yield Passage(text)

    class Meta:
        icon = "openquote"
        label = _("Term")
        description = _("A word or an abbreviation that is explained.")
        group = _("Text")
        template = "blocks/glossary_term.html"
        preview_value = {
            "term": "MO",
            "written_out": "Migrantenorganisation",
            "text": "<p>Ein Verein von Zugewanderten.</p>",
        }
