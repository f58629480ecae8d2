"""Who says or does something: the shape in which all documents show somebody, and the fields that blocks share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from blocks.base import text_of
from cms.public.cards import Card, card
from cms.public.languages import OF_THE_DOCUMENT
from cms.public.values import Text
from cms.public.visibility import may_be_named


class Speaker(BaseModel):
    """Somebody as they are shown in one place: a person, or a group, in the roles of that day."""

    name: Text = Field(
        description="Whom to show, title included; of a group what it is called, e.g. „die Teilnehmenden“. Null if only a role is told."
    )
    person: Card | None = Field(description="Their record; null for groups and for people without a public profile.")
    roles: list[str] = Field(description="As written, held on that day whatever they do now; empty if none is told.")
    roles_language: Text = Field(default=None, description=f"Language of `roles`. {OF_THE_DOCUMENT}")
    partner: Card | None = Field(
        description="For whom they stand there; null if for nobody, or if its page is not public."
    )


def speaker_of(value: Mapping[str, Any]) -> Speaker | None:
    """The speaker from the fields `speaker`, `name`, `role` and `partner` of a block; None if these tell of nobody."""
    name, role, partner = speaker_name(value), text_of(value.get("role")), card(value.get("partner"))
    if not (name or role or partner):
        return None
    return Speaker(name=name, person=card(value.get("speaker")), roles=[role] if role else [], partner=partner)


UNNAMED = _("The record of this person is not public, so that nobody would read this. Publish it first.")


def is_attributed(value: Mapping[str, Any]) -> bool:
    """Whether somebody is said to speak, whoever may read the name today."""
    return bool(value.get("speaker") or text_of(value.get("name")))


def speaker_name(value: Mapping[str, Any]) -> str:
    """The name of the record, or the name as written; "" of a record that may not be named."""
    if person := value.get("speaker"):
        return str(person) if may_be_named(person) else ""
    return text_of(value.get("name"))


def speaks_unnamed(value: Mapping[str, Any]) -> bool:
    """Whether a record speaks that may not be named: then nothing of it is shown, since it would stand there as nobody's."""
    return bool(value.get("speaker")) and not may_be_named(value["speaker"])
