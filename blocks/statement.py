"""Statements: the sense of what a person or a group said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, TextBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import PartnerChooserBlock, PersonChooserBlock
from blocks.quotation import has_marks
from blocks.ruled import Messages, Ruled
from blocks.speech import UNNAMED, Speaker, is_attributed, speaker_name, speaker_of, speaks_unnamed
from cms.extend import Passage


class StatementValue(BaseModel):
    """The sense of what was said; not to be shown as a quotation."""

    text: str = Field(description="What was meant, in the words of the page; never between quotation marks.")
    speaker: Speaker | None = Field(
        description="A person, or a group such as „die Teilnehmenden“; null if nobody is told."
    )


class StatementBlock(Ruled, ContentBlock):
    """What a person or a group said, in our words."""

    text = TextBlock(label=_("Text"), help_text=_("In your own words; it is never shown in quotation marks."))
    speaker = PersonChooserBlock(label=_("Person"), required=False)
    name = CharBlock(
        label=_("Or name or group"), required=False, max_length=200, help_text=_("E.g. „die Teilnehmenden“.")
    )
    role = CharBlock(label=_("Role on that day"), required=False, max_length=255)
    partner = PartnerChooserBlock(label=_("For the partner"), required=False)

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """Statements in quotation marks, and those of nobody."""
        errors: dict[str, Any] = {}
        if value.get("speaker") and text_of(value.get("name")):
            errors["name"] = _("Choose a person or write a name, not both.")
        return errors if draft else {**errors, **_publishing_errors(value)}

    def editor_errors(self, value: Mapping[str, Any]) -> Messages:
        """A speaker who may not be named, so that nobody would read it."""
        return {"speaker": UNNAMED} if speaks_unnamed(value) else {}

    def document(self, value: Mapping[str, Any]) -> StatementValue | None:
        """Text and speaker; None of a person who may not be named."""
        if speaks_unnamed(value):
            return None
        return StatementValue(text=text_of(value["text"]), speaker=speaker_of(value))

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if not speaks_unnamed(value):
            yield Passage(text_of(value["text"]), speaker=speaker_name(value))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["speaker_name"] = speaker_name(value)
        context["shown"] = not speaks_unnamed(value)
        return context

    class Meta:
        icon = "comment"
        label = _("Statement (in substance)")
        description = _("What a person or a group said, in your own words.")
        group = _("People")
        template = "blocks/statement.html"
        preview_value = {"text": "Projekte brauchen längere Laufzeiten.", "name": "die Teilnehmenden"}


def _publishing_errors(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if has_marks(text_of(cleaned["text"])):
        errors["text"] = _("These are no literal words: remove the marks, or take a quote block.")
    if not is_attributed(cleaned):
        errors["speaker"] = _("Say who said it: choose a person or write a name.")
    return errors
