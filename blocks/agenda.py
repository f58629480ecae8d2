"""The agenda of an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field, WithJsonSchema
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    ListBlockValidationError,
    StructBlockValidationError,
    TimeBlock,
)

from blocks.base import ContentBlock, text_of
from blocks.choosers import PersonChooserBlock
from blocks.durable import DurableStructBlock
from blocks.speech import Speaker
from cms.extend import Passage
from cms.public.cards import card
from cms.public.values import Labelled, Text, one_of
from cms.public.visibility import may_be_named

KINDS = [
    ("opening", _("Opening")),
    ("talk", _("Talk")),
    ("panel", _("Panel")),
    ("workshop", _("Workshop")),
    ("break", _("Break")),
    ("culture", _("Culture")),
    ("other", _("Other")),
]


LocalTime = Annotated[dt.time, WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"})]
"""A time as clocks show it; the format `time` of JSON Schema would demand an offset."""


class AgendaItem(BaseModel):
    """One item."""

    start: LocalTime | None = Field(description="Local time at the place; null if nobody has set it yet.")
    end: LocalTime | None = Field(description="Local time at the place; null if nobody has set it yet.")
    title: str = Field(description="What it is called.")
    kind: Labelled = Field(description=f"What happens then: {one_of(KINDS)}")
    question: Text = Field(description="The question that the item is about; null if there is none.")
    speakers: list[Speaker] = Field(description="Who takes part in it; roles and partners are told at the event.")
    room: Text = Field(description="Where in the house, in words; null if that is not told.")
    language: Text = Field(description="In which language it is held, in words; null if that is not told.")


class AgendaValue(BaseModel):
    """What happens in which order."""

    items: list[AgendaItem] = Field(description="In the order of the day; at least one.")


class AgendaItemBlock(DurableStructBlock):
    """One item."""

    title = CharBlock(label=_("Title"), max_length=255)
    kind = ChoiceBlock(label=_("Kind"), choices=KINDS, default="other")
    start = TimeBlock(label=_("From"), required=False)
    end = TimeBlock(label=_("Until"), required=False)
    question = CharBlock(label=_("Question"), required=False, max_length=500)
    speakers = ListBlock(PersonChooserBlock(), label=_("People"), default=[])
    room = CharBlock(label=_("Room"), required=False, max_length=100)
    language = CharBlock(label=_("Language"), required=False, max_length=50)

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses an end before the beginning."""
        cleaned = super().clean(value)
        if cleaned["start"] and cleaned["end"] and cleaned["end"] < cleaned["start"]:
            error = ValidationError(_("It ends before it begins; correct one of the times."))
            raise StructBlockValidationError(block_errors={"end": error})
        return cleaned

    class Meta:
        icon = "time"
        label = _("Item")


class AgendaBlock(ContentBlock):
    """A list of items in the order of the day."""

    items = ListBlock(AgendaItemBlock(), label=_("Items"), min_num=1)

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses items out of the order of their times."""
        cleaned = super().clean(value)
        latest: dt.time | None = None
        for index, item in enumerate(cleaned["items"]):
            if item["start"] and latest and item["start"] < latest:
                error = ValidationError(
                    _("“%(title)s” begins before the item above it; change the order or the time."),
                    params={"title": item["title"]},
                )
                raise StructBlockValidationError(
                    block_errors={"items": ListBlockValidationError(block_errors={index: error})}
                )
            latest = item["start"] or latest
        return cleaned

    def document(self, value: Mapping[str, Any]) -> AgendaValue:
        return AgendaValue(items=[_item(item) for item in value["items"]])

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in value["items"]:
            names = [str(person) for person in item["speakers"] if may_be_named(person)]
            parts = [text_of(item["title"]), text_of(item["question"]), ", ".join(names)]
            yield Passage(" ".join(part for part in parts if part))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["items"] = self.document(value).items
        return context

    class Meta:
        icon = "calendar-alt"
        label = _("Agenda")
        description = _("What happens in which order.")
        group = _("Event")
        template = "blocks/agenda.html"
        preview_value = {
            "items": [
                {"title": "Eröffnung", "kind": "opening", "start": dt.time(10), "speakers": []},
                {"title": "Podium", "kind": "panel", "start": dt.time(11), "question": "Was hilft?", "speakers": []},
            ]
        }


def _item(item: Mapping[str, Any]) -> AgendaItem:
    return AgendaItem(
        start=item.get("start"),
        end=item.get("end"),
        title=text_of(item.get("title")),
        kind=Labelled.of(item.get("kind") or "other", KINDS),
        question=text_of(item.get("question")),
        speakers=[
            Speaker(name=str(person), person=card(person), roles=[], partner=None)
            for person in item["speakers"]
            if may_be_named(person)
        ],
        room=text_of(item.get("room")),
        language=text_of(item.get("language")),
    )
