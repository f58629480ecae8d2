"""The same in Leichte Sprache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, DateBlock

from blocks.base import ContentBlock, text_of
from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Text


class EasyLanguageValue(BaseModel):
    """What matters here in Leichte Sprache."""

    html: Text = Field(description="With p, ul, ol, li, b, i, a; links are absolute.")
    reviewer: Text = Field(description="Who has checked that it is easy to read; null if nobody has.")
    reviewed_on: dt.date | None = Field(description="The day of that check; null if it is not told.")


class EasyLanguageBlock(ContentBlock):
    """A part in Leichte Sprache; a whole page in it is a translation of its own."""

    text = ProseBlock(label=_("Text"), help_text=_("Short sentences, simple words, one thought for each sentence."))
    reviewer = CharBlock(label=_("Checked by"), required=False, max_length=200)
    reviewed_on = DateBlock(label=_("Checked on"), required=False)

    def document(self, value: Mapping[str, Any]) -> EasyLanguageValue:
        return EasyLanguageValue(
            html=richtext_document(value["text"]),
            reviewer=text_of(value["reviewer"]),
            reviewed_on=value["reviewed_on"],
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if text := richtext_plain(value["text"]):
            yield Passage(text)

    class Meta:
        icon = "doc-full"
        label = _("In Leichte Sprache")
        description = _("What matters most, for people who read little or learn German.")
        group = _("Text")
        template = "blocks/easy_language.html"
        preview_value = {
            "text": "<p>Wir treffen uns.</p><p>Alle dürfen kommen.</p>",
            "reviewer": "Büro für Leichte Sprache",
            "reviewed_on": dt.date(2026, 3, 1),
        }
