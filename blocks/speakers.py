"""People who take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.base import ContentBlock, text_of
from blocks.pictures import Picture, picture
from blocks.speech import Speaker, speaker_name, speaker_of
from cms.extend import Passage


class SpeakerItem(Speaker):
    """A person, with a portrait where that is to be shown."""

    portrait: Picture | None


class SpeakersValue(BaseModel):
    """People who take part."""

    title: str
    people: list[SpeakerItem]


class SpeakerBlock(StructBlock):
    """One person."""

    speaker = SnippetChooserBlock("content.Person", label=_("person"), required=False)
    name = CharBlock(label=_("or name"), required=False, max_length=200)
    role = CharBlock(label=_("role on that day"), required=False, max_length=255)
    partner = PageChooserBlock(label=_("for the partner"), page_type="content.PartnerPage", required=False)

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses neither or both of person and name, and a bare name (V7)."""
        cleaned = super().clean(value)
        person, name = cleaned.get("speaker"), text_of(cleaned.get("name"))
        errors: dict[str, ValidationError] = {}
        if person and name:
            errors["name"] = ValidationError(_("Choose a person or write a name, not both."))
        if not self.is_deferred_validation and not person and not name:
            errors["speaker"] = ValidationError(_("Choose a person or write a name."))
        if not self.is_deferred_validation and name and not text_of(cleaned.get("role")):
            errors["role"] = ValidationError(_("Say in which role this person takes part."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "user"
        label = _("Person")


class SpeakersBlock(ContentBlock):
    """A list of people with their roles."""

    title = CharBlock(label=_("title"), required=False, max_length=200, help_text=_("Empty: “Speakers”."))
    people = ListBlock(SpeakerBlock(), label=_("people"), min_num=1)
    portraits = BooleanBlock(label=_("show portraits"), required=False)

    def document(self, value: Mapping[str, Any]) -> SpeakersValue:
        """All people in order."""
        people = [
            SpeakerItem(**dict(speaker_of(item)), portrait=_portrait(item) if value["portraits"] else None)
            for item in value["people"]
        ]
        return SpeakersValue(title=text_of(value["title"]), people=people)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """Each name with its role."""
        for item in value["people"]:
            name = speaker_name(item)
            yield Passage(", ".join(part for part in (name, text_of(item["role"])) if part), speaker=name)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the people as they are shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["people"] = self.document(value).people
        return context

    class Meta:
        icon = "group"
        label = _("Speakers")
        description = _("People with their roles.")
        group = _("People")
        template = "blocks/speakers.html"
        preview_value = {
            "title": "",
            "people": [{"name": "Amina Beispiel", "role": "Vorsitzende"}, {"name": "Jan Muster", "role": "Moderator"}],
            "portraits": False,
        }


def _portrait(item: Mapping[str, Any]) -> Picture | None:
    person = item.get("speaker")
    return picture(person.portrait, alt=str(person)) if person else None
