"""People who take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import PartnerChooserBlock, PersonChooserBlock
from blocks.drawing import lines_of, shown_around
from blocks.durable import DurableStructBlock
from blocks.ruled import Messages, Ruled
from blocks.speech import Speaker, speaker_name, speaker_of, speaks_unnamed
from cms.extend import Passage
from cms.public.cards import card
from cms.public.pictures import Picture, picture_at
from cms.public.values import Labelled, Text, one_of
from cms.public.visibility import may_be_named

KINDS = [
    ("unspecified", _("Not specified")),
    ("opening", _("Opening")),
    ("greeting", _("Greeting")),
    ("input", _("Talk")),
    ("moderation", _("Moderation")),
    ("panel", _("Panel")),
    ("workshop", _("Workshop")),
    ("quoted", _("Quoted")),
]


class SpeakerItem(Speaker):
    """A person, with a portrait where that is to be shown."""

    kind: Labelled = Field(description=f"What they do: {one_of(KINDS)} Show no label for `unspecified`.")
    portrait: Picture | None = Field(
        description="Null where the block shows no portraits, or the person has no public one."
    )


class SpeakersValue(BaseModel):
    """People who take part."""

    title: Text = Field(description="Heading above them; null for the usual one, such as “Who speaks”.")
    people: list[SpeakerItem] = Field(description="In the order in which editors put them.")
    from_event: bool = Field(description="Whether these are the event's `contributions`: then show them only once.")


class SpeakerBlock(Ruled, DurableStructBlock):
    """One person."""

    speaker = PersonChooserBlock(label=_("Person"), required=False)
    name = CharBlock(label=_("Or name"), required=False, max_length=200)
    role = CharBlock(label=_("Role on that day"), required=False, max_length=255)
    partner = PartnerChooserBlock(label=_("For the partner"), required=False)
    kind = ChoiceBlock(label=_("Takes part with"), choices=KINDS, default="unspecified")

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """Neither or both of person and name, and a bare name (V7)."""
        person, name = value.get("speaker"), text_of(value.get("name"))
        errors: dict[str, Any] = {}
        if person and name:
            errors["name"] = _("Choose a person or write a name, not both.")
        if not draft and not person and not name:
            errors["speaker"] = _("Choose a person or write a name.")
        if not draft and name and not text_of(value.get("role")):
            errors["role"] = _("Say in which role this person takes part.")
        return errors

    class Meta:
        icon = "user"
        label = _("Person")


class SpeakersBlock(ContentBlock):
    """A list of people with their roles."""

    title = CharBlock(label=_("Title"), required=False, max_length=200, help_text=_("Empty: “Who speaks”."))
    people = ListBlock(
        SpeakerBlock(),
        label=_("People"),
        default=[],
        help_text=_("Without any, an event shows those of its contributions here; nobody need be typed twice."),
    )
    portraits = BooleanBlock(label=_("Show portraits"), required=False)

    def document(self, value: Mapping[str, Any]) -> SpeakersValue:
        people = [_speaker(item, portraits=bool(value["portraits"])) for item in _named(value)]
        return SpeakersValue(
            title=text_of(value["title"]), people=[person for person in people if person], from_event=False
        )

    def document_on(self, page: Any, value: Mapping[str, Any]) -> SpeakersValue | None:
        """The people of the block, otherwise those who contribute to the page's event; None without any."""
        own = self.document(value)
        if value["people"]:
            return own
        portraits = bool(value["portraits"])
        people = [_contributor(line, portraits=portraits) for line in lines_of(page, "contributions")]
        found = [person for person in people if person]
        return own.model_copy(update={"people": found, "from_event": True}) if found else None

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        for item in _named(value):
            name = speaker_name(item)
            yield Passage(", ".join(part for part in (name, text_of(item["role"])) if part), speaker=name)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        own = self.document(value).people
        context["people"] = own if value["people"] else shown_around(parent_context, "contributions")
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


def _named(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [item for item in value["people"] if not speaks_unnamed(item)]


def _speaker(item: Mapping[str, Any], *, portraits: bool) -> SpeakerItem | None:
    speaker, person = speaker_of(item), item.get("speaker")
    if speaker is None:
        return None
    # A portrait is part of the profile: without consent to that, there is none.
    shown = picture_at(person, "portrait") if person and portraits and speaker.person else None
    return SpeakerItem(**dict(speaker), kind=Labelled.of(item.get("kind") or "unspecified", KINDS), portrait=shown)


def _contributor(line: Any, *, portraits: bool) -> SpeakerItem | None:
    """Who contributes to an event; None if they may not be named."""
    if line.person_id is not None and not may_be_named(line.person):
        return None
    person = card(line.person)
    return SpeakerItem(
        name=line.name,
        person=person,
        roles=line.role_list,
        roles_language=line.roles_language,
        partner=card(line.partner),
        kind=Labelled(value=line.kind, label=line.get_kind_display()),
        portrait=picture_at(line.person, "portrait") if portraits and person else None,
    )
