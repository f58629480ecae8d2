"""Headings within a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ChoiceBlock

from blocks.base import ContentBlock, text_of
from cms.extend import Passage

LEVELS = [("2", _("Heading")), ("3", _("Subheading")), ("4", _("Minor heading"))]
FIRST_LEVEL = 2


def deepest_allowed(levels: Iterable[int]) -> list[int]:
    """For each heading, the deepest level that may stand there."""
    allowed, next_allowed = [], FIRST_LEVEL
    for level in levels:
        allowed.append(next_allowed)
        next_allowed = level + 1
    return allowed


class HeadingValue(BaseModel):
    """A heading; the page's own title is level 1."""

    level: int = Field(ge=2, le=4, description="How deep: no text skips a level, and none is above 2.")
    text: str = Field(description="Its words, plain.")


class HeadingBlock(ContentBlock):
    """A heading of level 2, 3 or 4."""

    text = CharBlock(label=_("Text"), max_length=255)
    level = ChoiceBlock(label=_("Level"), choices=LEVELS, default="2")

    def document(self, value: Mapping[str, Any]) -> HeadingValue:
        return HeadingValue(level=self.level_of(value), text=text_of(value["text"]))

    def level_of(self, value: Mapping[str, Any]) -> int:
        """The level; 2 where none was chosen yet."""
        return int(value["level"] or 2)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        yield Passage(text_of(value["text"]))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the level at which it is shown: a text within a section begins below the section's own heading."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        first = (parent_context or {}).get("heading_level") or FIRST_LEVEL
        context["shown_level"] = min(self.level_of(value) - FIRST_LEVEL + first, 6)
        return context

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a longer text.")
        group = _("Text")
        template = "blocks/heading.html"
        preview_value = {"text": "Was wir erreicht haben", "level": "2"}
