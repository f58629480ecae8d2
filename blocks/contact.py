"""Whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, EmailBlock, PageChooserBlock, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.base import ContentBlock, text_of
from blocks.cards import Card, card
from cms.extend import Passage


class ContactValue(BaseModel):
    """Whom to ask, and how."""

    name: str
    person: Card | None
    partner: Card | None
    purpose: str = Field(description="What to ask them about.")
    email: str
    phone: str


class ContactBlock(ContentBlock):
    """A person or partner to ask; mail and phone come from the partner's record unless given here."""

    person = SnippetChooserBlock("content.Person", label=_("person"), required=False)
    partner = PageChooserBlock(label=_("partner"), page_type="content.PartnerPage", required=False)
    purpose = CharBlock(label=_("what for"), required=False, max_length=200, help_text=_("E.g. „Anmeldung“."))
    email = EmailBlock(label=_("mail"), required=False, help_text=_("Empty: the partner's own."))
    phone = CharBlock(label=_("phone"), required=False, max_length=50, help_text=_("Empty: the partner's own."))

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses a contact with nobody."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["person"] and not cleaned["partner"]:
            error = ValidationError(_("Choose a person or a partner."))
            raise StructBlockValidationError(block_errors={"person": error})
        return cleaned

    def document(self, value: Mapping[str, Any]) -> ContactValue:
        """Names and ways to reach them."""
        person, partner = value["person"], value["partner"]
        partner = partner.specific if partner else None
        return ContactValue(
            name=str(person) if person else str(partner or ""),
            person=card(person),
            partner=card(partner),
            purpose=text_of(value["purpose"]),
            email=text_of(value["email"]) or getattr(partner, "email", ""),
            phone=text_of(value["phone"]) or getattr(partner, "phone", ""),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """Name and purpose."""
        contact = self.document(value)
        if text := " ".join(part for part in (contact.name, contact.purpose) if part):
            yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the contact as it is shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["contact"] = self.document(value)
        return context

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("Whom to ask.")
        group = _("People")
        template = "blocks/contact.html"
