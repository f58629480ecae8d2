"""Whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock, EmailBlock, StructBlockValidationError

from blocks.base import ContentBlock, text_of
from blocks.choosers import PartnerChooserBlock, PersonChooserBlock
from blocks.speech import Speaker
from cms.extend import Passage
from cms.public.cards import card
from cms.public.values import Text
from cms.public.visibility import may_be_named


class ContactValue(Speaker):
    """Whom to ask, and how; an organisation is named where no person is."""

    purpose: Text = Field(description="What to ask them about, e.g. „Anmeldung“; null for anything.")
    email: Text = Field(
        description="Mail address, the partner's own unless another is given here; null if there is none."
    )
    phone: Text = Field(
        description="Number as written, the partner's own unless another is given here; null if there is none."
    )


class ContactBlock(ContentBlock):
    """A person or partner to ask; mail and phone come from the partner's record unless given here."""

    person = PersonChooserBlock(label=_("Person"), required=False)
    partner = PartnerChooserBlock(label=_("Partner"), required=False)
    purpose = CharBlock(label=_("What for"), required=False, max_length=200, help_text=_("E.g. „Anmeldung“."))
    email = EmailBlock(label=_("Mail"), required=False, help_text=_("Empty: the partner's own."))
    phone = CharBlock(label=_("Phone"), required=False, max_length=50, help_text=_("Empty: the partner's own."))

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses a contact with nobody."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["person"] and not cleaned["partner"]:
            error = ValidationError(_("Choose a person or a partner."))
            raise StructBlockValidationError(block_errors={"person": error})
        return cleaned

    def document(self, value: Mapping[str, Any]) -> ContactValue | None:
        """Names and ways to reach them; nothing of a person or partner that is not public, None if then nobody is left."""
        person = value["person"] if may_be_named(value["person"]) else None
        shown_partner = card(value["partner"])
        partner = value["partner"] if shown_partner else None
        if person is None and partner is None:
            return None
        # What stands here instead of the partner's own is the person's, and goes with them.
        own = value if person or not value["person"] else {"email": "", "phone": ""}
        return ContactValue(
            name=str(person or partner),
            person=card(person),
            roles=[],
            partner=shown_partner,
            purpose=text_of(value["purpose"]),
            email=text_of(own["email"]) or getattr(partner, "email", ""),
            phone=text_of(own["phone"]) or getattr(partner, "phone", ""),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if contact := self.document(value):
            yield Passage(" ".join(part for part in (contact.name, contact.purpose) if part))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["contact"] = self.document(value)
        return context

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("Whom to ask.")
        group = _("People")
        template = "blocks/contact.html"
        preview_context = {
            "contact": ContactValue(
                name="Amina Beispiel",
                person=None,
                roles=[],
                partner=None,
                purpose="Anmeldung",
                email="anmeldung@example.org",
                phone="0345 123456",
            )
        }
