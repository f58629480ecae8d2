"""Quotations: someone's own words, or what they said in words of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    ChoiceBlock,
    DateBlock,
    TextBlock,
    URLBlock,
)

from blocks.base import ContentBlock, language_of, text_of
from blocks.choosers import AnyPageChooserBlock, FileChooserBlock, PartnerChooserBlock, PersonChooserBlock
from blocks.language import LanguageBlock
from blocks.quotation import has_marks, quoted
from blocks.ruled import Messages, Ruled
from blocks.source import SOURCES, source_of
from blocks.speech import UNNAMED, Speaker, is_attributed, speaker_name, speaker_of, speaks_unnamed
from cms.extend import Passage
from cms.public.languages import day_text, direction, tag
from cms.public.values import Labelled, Text, one_of

KINDS = [("direct", _("Own words")), ("reported", _("Reported speech")), ("written", _("In writing"))]
RELEASES = [("pending", _("Not released yet")), ("given", _("Released")), ("refused", _("Refused"))]


class QuoteValue(BaseModel):
    """What someone said; `text` carries no quotation marks, reported speech must not be given any."""

    text: str = Field(description="What was said, without quotation marks around it.")
    kind: Labelled = Field(description=f"Whether these are literal words: {one_of(KINDS)}")
    speaker: Speaker | None = Field(description="Who said it; null for reported speech of nobody in particular.")
    language: str = Field(description="Language of the text, whose quotation marks and direction it wants.")
    translation: Text = Field(
        description="The text in the language of the page; null if it is in that language already."
    )
    source: Text = Field(description="Where it was said or written, in words; null if that is not told.")
    source_url: Text = Field(
        description="Address of the source; null for none, and for a page or file that is not public."
    )
    said_on: dt.date | None = Field(description="The day on which it was said; null if nobody knows it.")


class QuoteBlock(Ruled, ContentBlock):
    """A quotation with its speaker; the template sets the marks."""

    text = TextBlock(label=_("Text"), help_text=_("Without quotation marks; they are set by themselves."))
    kind = ChoiceBlock(
        label=_("Kind"),
        choices=KINDS,
        default="direct",
        help_text=_("Reported speech is never shown in quotation marks."),
    )
    speaker = PersonChooserBlock(label=_("Speaker"), required=False)
    name = CharBlock(
        label=_("Or name"), required=False, max_length=200, help_text=_("Only if there is no record of the person.")
    )
    role = CharBlock(
        label=_("Role on that day"), required=False, max_length=255, help_text=_("As it was then; it stays so.")
    )
    partner = PartnerChooserBlock(label=_("For the partner"), required=False)
    language = LanguageBlock(label=_("Language of the quote"), default="de")
    translation = TextBlock(
        label=_("Translation"),
        required=False,
        help_text=_("If the quote is in another language than the page: the same in the language of the page."),
    )
    said_on = DateBlock(label=_("Said on"), required=False)
    source = CharBlock(
        label=_("Source"), required=False, max_length=255, help_text=_("Empty: the title of the page or file below.")
    )
    source_url = URLBlock(label=_("Address of the source"), required=False)
    source_page = AnyPageChooserBlock(label=_("Or page of this archive"), required=False)
    source_document = FileChooserBlock(label=_("Or file"), required=False)
    release = ChoiceBlock(
        label=_("Release"),
        choices=RELEASES,
        default="pending",
        help_text=_(
            "Whether the person agrees; this itself is not published. Until it is released, what a person with a record said in "
            "their own words is left out wherever others read."
        ),
    )

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """Quotes without a speaker, in marks, or refused by the speaker (V9)."""
        return {**_contradictions(value), **({} if draft else _publishing_errors(value))}

    def editor_errors(self, value: Mapping[str, Any]) -> Messages:
        """A speaker who may not be named, so that nobody would read it."""
        return {"speaker": UNNAMED} if speaks_unnamed(value) else {}

    def document(self, value: Mapping[str, Any]) -> QuoteValue | None:
        """Text, kind, speaker, source; None before it is released, once the speaker refused, or where they may not be named.

        Whether it was released stays inside.
        """
        if _is_withheld(value):
            return None
        source, source_url = source_of(value)
        return QuoteValue(
            text=text_of(value["text"]),
            kind=Labelled.of(value["kind"] or "direct", KINDS),
            speaker=speaker_of(value),
            language=value["language"] or "de",
            translation=text_of(value["translation"]),
            source=source,
            source_url=source_url,
            said_on=value["said_on"],
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if not _is_withheld(value):
            words = "\n".join(part for part in (text_of(value["text"]), text_of(value["translation"])) if part)
            yield Passage(words, speaker=speaker_name(value))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the words as they are shown (none to others before the release), who speaks, and the language where the page's differs."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        text, language = text_of(value["text"]), value["language"] or "de"
        own_language = language_of(parent_context)
        shown = text if value["kind"] == "reported" else quoted(text, language)
        translation = text_of(value["translation"])
        if translation and value["kind"] != "reported":
            translation = quoted(translation, own_language)
        previewed = getattr((parent_context or {}).get("request"), "is_preview", False)
        context["awaits_release"] = awaits_release(value) and previewed and not _is_never_shown(value)
        context["shown"] = "" if _is_withheld(value) and not context["awaits_release"] else shown
        context["translation"] = translation
        context["speaker_name"] = speaker_name(value)
        context["language"] = "" if language == own_language else tag(language)
        context["direction"] = direction(language)
        said_on = value["said_on"]
        context["said_on"] = day_text(said_on, language=own_language) if said_on else ""
        context["source"], context["source_url"] = source_of(value)
        return context

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What a person said, with name and role.")
        group = _("People")
        template = "blocks/quote.html"
        label_format = "{text}"
        form_layout = BlockGroup(
            [
                "text",
                "kind",
                BlockGroup(["speaker", "name", "role", "partner"], heading=_("Who says it"), icon="user"),
                "release",
                BlockGroup(["language", "translation"], heading=_("Language"), icon="globe", classname="collapsed"),
                BlockGroup(
                    ["said_on", "source", "source_url", "source_page", "source_document"],
                    heading=_("Source"),
                    icon="link",
                    classname="collapsed",
                ),
            ]
        )
        preview_value = {
            "text": "Ohne Ehrenamt wäre unsere Stadt ärmer",
            "kind": "direct",
            "name": "Amina Beispiel",
            "role": "Vorsitzende",
            "language": "de",
            "release": "given",
        }


def awaits_release(value: Mapping[str, Any]) -> bool:
    """Whether these are the own words of a person with a record who has not been asked yet, or has not answered.

    The value may be one as it is stored, where fields can be absent.
    """
    is_direct = (value.get("kind") or "direct") == "direct"
    return bool(value.get("speaker")) and is_direct and value.get("release") not in ("given", "refused")


def _is_withheld(value: Mapping[str, Any]) -> bool:
    return _is_never_shown(value) or awaits_release(value)


def _is_never_shown(value: Mapping[str, Any]) -> bool:
    return value["release"] == "refused" or speaks_unnamed(value)


def _contradictions(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if cleaned["speaker"] and text_of(cleaned["name"]):
        errors["name"] = _("Choose a person or write a name, not both.")
    given = [name for name in SOURCES if cleaned[name]]
    if len(given) > 1:
        errors[given[-1]] = _("Name one source: an address, a page or a file.")
    return errors


def _publishing_errors(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for name in ("text", "translation"):
        if has_marks(text_of(cleaned[name])):
            errors[name] = _("Remove the quotation marks at both ends; they are set by themselves.")
    if cleaned["kind"] != "reported" and not is_attributed(cleaned):
        errors["speaker"] = _("Say who said it: choose a person or write a name.")
    if cleaned["release"] == "refused":
        errors["release"] = _("The person does not agree: take the quote out before you publish.")
    return errors
