"""Numbers, with their exactness and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, DecimalBlock, ListBlock, URLBlock

from blocks.base import ContentBlock, text_of
from blocks.durable import DurableStructBlock
from cms.extend import Passage
from cms.public.sanitising import harmless_address
from cms.public.values import Labelled, Text, one_of

QUALIFIERS = [
    ("exact", pgettext_lazy("number", "exactly")),
    ("about", pgettext_lazy("number", "about")),
    ("over", pgettext_lazy("number", "over")),
    ("under", pgettext_lazy("number", "under")),
]


class SourcedFigure(BaseModel):
    """A number with its exactness and source."""

    label: str = Field(description="What is counted.")
    value: float = Field(description="The number, as exact as `qualifier` says.")
    qualifier: Labelled = Field(description=f"How exactly it is known: {one_of(QUALIFIERS)}")
    unit: Text = Field(description="In what it is measured, e.g. `€`; null for what is merely counted.")
    as_of: dt.date | None = Field(description="The day for which it holds; null if nobody knows it.")
    source: str = Field(description="Where it is from, in words.")
    source_url: Text = Field(description="Where the source can be read; null if it is not on the web.")


class FiguresValue(BaseModel):
    """Numbers that stand out."""

    title: Text = Field(description="Heading above them; null if there is none.")
    items: list[SourcedFigure] = Field(description="In the order in which editors put them; at least one.")


class SourcedFigureBlock(DurableStructBlock):
    """A number with its exactness and source."""

    qualifier = ChoiceBlock(label=_("Exactness"), choices=QUALIFIERS, default="exact")
    value = DecimalBlock(label=_("Number"), max_digits=15, decimal_places=2)
    unit = CharBlock(label=_("Unit"), required=False, max_length=20, help_text=_("E.g. „€“ or „%“; empty if counted."))
    label = CharBlock(label=_("What is counted"), max_length=200)
    as_of = DateBlock(label=_("As of"), required=False)
    source = CharBlock(label=_("Source"), max_length=255)
    source_url = URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "snippet"
        label = _("Number")


class FiguresBlock(ContentBlock):
    """Numbers that stand out; each says where it is from."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    items = ListBlock(SourcedFigureBlock(), label=_("Numbers"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> FiguresValue | None:
        """The numbers; None while there is none."""
        items = [_figure(item) for item in value["items"] if item["value"] is not None]
        return FiguresValue(title=text_of(value["title"]), items=items) if items else None

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in value["items"]:
            if item["value"] is not None:
                parts = (f"{item['value'].normalize():f}", text_of(item["unit"]), text_of(item["label"]))
                yield Passage(" ".join(part for part in parts if part))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = self.document(value)
        context["items"] = shown.items if shown else []
        return context

    class Meta:
        icon = "snippet"
        label = _("Figures")
        description = _("Numbers that stand out, with their source.")
        group = _("Text")
        template = "blocks/figures.html"
        preview_value = {
            "title": "",
            "items": [
                {
                    "qualifier": "about",
                    "value": Decimal(50),
                    "unit": "",
                    "label": "Teilnehmende",
                    "as_of": dt.date(2018, 5, 31),
                    "source": "eigene Zählung",
                    "source_url": "",
                }
            ],
        }


def _figure(item: Mapping[str, Any]) -> SourcedFigure:
    return SourcedFigure(
        label=text_of(item["label"]),
        value=float(item["value"]),
        qualifier=Labelled.of(item["qualifier"] or "exact", QUALIFIERS),
        unit=text_of(item["unit"]),
        as_of=item["as_of"],
        source=text_of(item["source"]),
        source_url=harmless_address(text_of(item["source_url"])),
    )
