"""Who says something: fields that quotes and statements share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from blocks.base import text_of
from cms.public.cards import Card, card
from cms.public.visibility import may_be_named


class Speaker(BaseModel):
    """Who says it, in the role of that day."""

    name: str
    person: Card | None = Field(description="Null without a public profile.")
    role: str = Field(description="As written, held on that day.")
    partner: Card | None


def speaker_of(value: Mapping[str, Any]) -> Speaker:
    """The speaker from the fields `speaker`, `name`, `role` and `partner` of a block."""
    return Speaker(
        name=speaker_name(value),
        person=card(value.get("speaker")),
        role=text_of(value.get("role")),
        partner=card(value.get("partner")),
    )


def speaker_name(value: Mapping[str, Any]) -> str:
    """The name of the record, or the name as written; "" of a record that may not be named."""
    if person := value.get("speaker"):
        return str(person) if may_be_named(person) else ""
    return text_of(value.get("name"))


def speaks_unnamed(value: Mapping[str, Any]) -> bool:
    """Whether a record speaks that may not be named: then nothing of it is shown, since it would stand there as nobody's."""
    return bool(value.get("speaker")) and not may_be_named(value["speaker"])
