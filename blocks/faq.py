"""Questions and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.durable import DurableStructBlock
from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Text


class Answered(BaseModel):
    """A question and its answer."""

    question: str = Field(description="As people ask it, plain.")
    html: Text = Field(description="The answer, with p, ul, ol, li, b, i, a; links are absolute.")


class FaqValue(BaseModel):
    """Questions and answers; each answer may stay folded until somebody asks."""

    title: Text = Field(description="Heading above them; null if there is none.")
    items: list[Answered] = Field(description="In the order in which editors put them; at least one.")


class AnsweredBlock(DurableStructBlock):
    """A question and its answer."""

    question = CharBlock(label=_("Question"), max_length=255)
    answer = ProseBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class FaqBlock(ContentBlock):
    """Questions that are folded out one by one, also without scripts."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    items = ListBlock(AnsweredBlock(), label=_("Questions"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> FaqValue:
        items = [
            Answered(question=text_of(item["question"]), html=richtext_document(item["answer"]))
            for item in value["items"]
        ]
        return FaqValue(title=text_of(value["title"]), items=items)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in value["items"]:
            if text := "\n".join(part for part in (text_of(item["question"]), richtext_plain(item["answer"])) if part):
                yield Passage(text)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions that readers fold out one by one.")
        group = _("Text")
        template = "blocks/faq.html"
        preview_value = {
            "title": "",
            "items": [
                {"question": "Muss ich mich anmelden?", "answer": "<p>Nein, kommen Sie einfach vorbei.</p>"},
                {"question": "Gibt es Kinderbetreuung?", "answer": "<p>Ja, ab 10 Uhr.</p>"},
            ],
        }
