"""What happened when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.durable import DurableStructBlock
from blocks.prose import ProseBlock
from cms.extend import Passage
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Labelled, Text, one_of

PRECISIONS = [("year", _("Year")), ("month", _("Month")), ("day", _("Day"))]


class Milestone(BaseModel):
    """Something that happened."""

    date: dt.date = Field(description="As exact as `precision` says.")
    precision: Labelled = Field(description=f"How exactly it is known: {one_of(PRECISIONS)}")
    when: str = Field(description="The date as people read it, in the document's language, e.g. `Mai 2018`.")
    html: Text = Field(description="What happened, with p, ul, ol, li, b, i, a; links are absolute.")


class TimelineValue(BaseModel):
    """What happened when."""

    title: Text = Field(description="Heading above it; null if there is none.")
    items: list[Milestone] = Field(description="From the earliest to the latest; at least one.")


class MilestoneBlock(DurableStructBlock):
    """Something that happened."""

    date = DateBlock(label=_("Date"), help_text=_("Of a month or a year, any day in it."))
    precision = ChoiceBlock(label=_("Known exactly to the"), choices=PRECISIONS, default="day")
    text = ProseBlock(label=_("What happened"))

    class Meta:
        icon = "date"
        label = _("Date")


class TimelineBlock(ContentBlock):
    """Dates in their order, whatever the order in which they were entered."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    items = ListBlock(MilestoneBlock(), label=_("Milestones"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> TimelineValue | None:
        """The dates in their order; None if none is told."""
        items = [
            Milestone(
                date=item["date"],
                precision=Labelled.of(precision_of(item), PRECISIONS),
                when=when(item["date"], precision_of(item)),
                html=richtext_document(item["text"]),
            )
            for item in in_order(value)
        ]
        return TimelineValue(title=text_of(value["title"]), items=items) if items else None

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in in_order(value):
            yield Passage(f"{when(item['date'], precision_of(item))}: {richtext_plain(item['text'])}")

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["items"] = [
            {"when": when(item["date"], precision_of(item)), "machine": machine(item), "text": item["text"]}
            for item in in_order(value)
        ]
        return context

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened when, in the order of time.")
        group = _("Text")
        template = "blocks/timeline.html"
        preview_value = {
            "title": "",
            "items": [
                {"date": dt.date(2013, 5, 1), "precision": "year", "text": "<p>Der Verein wird gegründet.</p>"},
                {"date": dt.date(2018, 5, 31), "precision": "day", "text": "<p>Die erste Konferenz.</p>"},
            ],
        }


def in_order(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those with a date, a year before its months, and a month before its days."""
    dated = [item for item in value["items"] if item["date"]]
    return sorted(dated, key=lambda item: machine(item))


def precision_of(item: Mapping[str, Any]) -> str:
    """How exactly the date is known; to the day where nobody has said so."""
    return text_of(item["precision"]) or "day"


def machine(item: Mapping[str, Any]) -> str:
    """The date as HTML's `time` wants it: `2018`, `2018-05` or `2018-05-31`."""
    return str(item["date"].isoformat()[: {"year": 4, "month": 7}.get(precision_of(item), 10)])


def when(date: dt.date, precision: str) -> str:
    """The date as people read it, in the active language."""
    if precision == "year":
        return f"{date.year:04}"
    return f"{MONTHS[date.month]} {date.year:04}" if precision == "month" else date_format(date, "DATE_FORMAT")
