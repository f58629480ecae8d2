"""Outcomes: what was agreed, and what stayed open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, TextBlock

from blocks.base import ContentBlock, text_of
from blocks.durable import DurableStructBlock
from cms.extend import Passage
from cms.public.values import Text


class Outcome(BaseModel):
    """One outcome."""

    text: str = Field(description="What came of it, in the words of the page.")
    agreed_by: Text = Field(description="Who agrees, e.g. „die Teilnehmenden“; null if that is not told.")
    open: bool = Field(description="Whether the question stayed open.")


class OutcomesValue(BaseModel):
    """What came of it."""

    title: Text = Field(description="Heading above them; null for the usual one, such as “Outcomes”.")
    items: list[Outcome] = Field(description="In the order in which editors put them; at least one.")


class OutcomeBlock(DurableStructBlock):
    """One outcome."""

    text = TextBlock(label=_("Outcome"), rows=2)
    agreed_by = CharBlock(label=_("Agreed by"), required=False, max_length=200)
    open = BooleanBlock(label=_("Stayed open"), required=False)

    class Meta:
        icon = "check"
        label = _("Outcome")


class OutcomesBlock(ContentBlock):
    """A list of outcomes."""

    title = CharBlock(label=_("Title"), required=False, max_length=200, help_text=_("Empty: “Outcomes”."))
    items = ListBlock(OutcomeBlock(), label=_("Outcomes"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> OutcomesValue:
        return OutcomesValue(
            title=text_of(value["title"]),
            items=[
                Outcome(text=text_of(item["text"]), agreed_by=text_of(item["agreed_by"]), open=bool(item["open"]))
                for item in value["items"]
            ],
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in value["items"]:
            yield Passage(text_of(item["text"]), speaker=text_of(item["agreed_by"]))

    class Meta:
        icon = "list-ul"
        label = _("Outcomes")
        description = _("What was agreed, and what stayed open.")
        group = _("Event")
        template = "blocks/outcomes.html"
        preview_value = {
            "title": "",
            "items": [{"text": "Netzwerke helfen.", "agreed_by": "die Teilnehmenden", "open": False}],
        }
