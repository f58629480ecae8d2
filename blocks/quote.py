"""Quotations: someone's own words, or what they said in words of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    PageChooserBlock,
    StructBlockValidationError,
    TextBlock,
    URLBlock,
)
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.base import ContentBlock, text_of
from blocks.quotation import has_marks, quoted
from blocks.speech import Speaker, speaker_name, speaker_of
from cms.extend import Passage

KINDS = [("direct", _("Own words")), ("reported", _("Reported speech")), ("written", _("In writing"))]
RELEASES = [("pending", _("Not asked yet")), ("given", _("Released")), ("refused", _("Refused"))]
LANGUAGES = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("fr", "Français"),
]


class QuoteValue(BaseModel):
    """What someone said; `text` carries no quotation marks, reported speech must not be given any."""

    text: str
    kind: Literal["direct", "reported", "written"]
    speaker: Speaker
    language: str = Field(description="Language of the text.")
    source: str
    source_url: str
    said_on: dt.date | None


class QuoteBlock(ContentBlock):
    """A quotation with its speaker; the template sets the marks."""

    text = TextBlock(label=_("text"), help_text=_("Without quotation marks; they are set by themselves."))
    kind = ChoiceBlock(
        label=_("kind"),
        choices=KINDS,
        default="direct",
        help_text=_("Reported speech is never shown in quotation marks."),
    )
    speaker = SnippetChooserBlock("content.Person", label=_("speaker"), required=False)
    name = CharBlock(
        label=_("or name"), required=False, max_length=200, help_text=_("Only if there is no record of the person.")
    )
    role = CharBlock(
        label=_("role on that day"), required=False, max_length=255, help_text=_("As it was then; it stays so.")
    )
    partner = PageChooserBlock(label=_("for the partner"), page_type="content.PartnerPage", required=False)
    language = ChoiceBlock(label=_("language of the quote"), choices=LANGUAGES, default="de")
    source = CharBlock(label=_("source"), required=False, max_length=255)
    source_url = URLBlock(label=_("address of the source"), required=False)
    said_on = DateBlock(label=_("said on"), required=False)
    release = ChoiceBlock(
        label=_("release"),
        choices=RELEASES,
        default="pending",
        help_text=_("Whether the person agrees. Not published."),
    )

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses quotes without a speaker, in marks, or refused by the speaker (V9)."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if has_marks(text_of(cleaned["text"])):
            errors["text"] = ValidationError(_("Remove the quotation marks at both ends; they are set by themselves."))
        if cleaned.get("speaker") and text_of(cleaned.get("name")):
            errors["name"] = ValidationError(_("Choose a person or write a name, not both."))
        if not self.is_deferred_validation and cleaned["kind"] != "reported" and not speaker_name(cleaned):
            errors["speaker"] = ValidationError(_("Say who said it: choose a person or write a name."))
        if cleaned["release"] == "refused" and not self.is_deferred_validation:
            errors["release"] = ValidationError(_("The person does not agree: take the quote out before you publish."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def document(self, value: Mapping[str, Any]) -> QuoteValue:
        """Text, kind, speaker, source; whether it was released stays inside."""
        return QuoteValue(
            text=text_of(value["text"]),
            kind=value["kind"] or "direct",
            speaker=speaker_of(value),
            language=value["language"] or "de",
            source=text_of(value["source"]),
            source_url=text_of(value["source_url"]),
            said_on=value["said_on"],
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """The words, with their speaker."""
        yield Passage(text_of(value["text"]), speaker=speaker_name(value))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the text as it is shown, who speaks, and its language where that differs from the page's."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        text, language = text_of(value["text"]), value["language"] or "de"
        context["shown"] = text if value["kind"] == "reported" else quoted(text, language)
        context["speaker_name"] = speaker_name(value)
        context["language"] = language if language != (get_language() or "de").split("-")[0] else ""
        return context

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What a person said, with name and role.")
        group = _("People")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Ohne Ehrenamt wäre unsere Stadt ärmer",
            "kind": "direct",
            "name": "Amina Beispiel",
            "role": "Vorsitzende",
            "language": "de",
            "release": "given",
        }
