"""Whom the press may call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock, EmailBlock, StructBlockValidationError

from blocks.base import ContentBlock, text_of
from blocks.choosers import PartnerChooserBlock
from blocks.speech import Speaker
from cms.extend import Passage
from cms.public.cards import card
from cms.public.values import Text


class PressContactValue(Speaker):
    """Whom the press may call, and when."""

    phone: Text = Field(description="Number as written; null for a mail address alone.")
    email: Text = Field(description="Mail address; null for a number alone.")
    hours: Text = Field(description="When somebody answers, in words; null if that is not told.")
    languages: Text = Field(description="In which languages, in words; null if that is not told.")


class PressContactBlock(ContentBlock):
    """A name with a number at which journalists find somebody."""

    name = CharBlock(label=_("name"), max_length=200)
    role = CharBlock(label=_("role"), required=False, max_length=200, help_text=_("E.g. “spokesperson”."))
    partner = PartnerChooserBlock(label=_("partner"), required=False)
    phone = CharBlock(label=_("phone"), required=False, max_length=50)
    email = EmailBlock(label=_("mail"), required=False)
    hours = CharBlock(
        label=_("when"), required=False, max_length=100, help_text=_("When somebody answers, e.g. “weekdays 9 to 17”.")
    )
    languages = CharBlock(label=_("languages"), required=False, max_length=100, help_text=_("E.g. “German, Turkish”."))

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses a contact that cannot be reached."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not (text_of(cleaned["phone"]) or text_of(cleaned["email"])):
            error = ValidationError(_("Give a phone number or a mail address."))
            raise StructBlockValidationError(block_errors={"phone": error})
        return cleaned

    def document(self, value: Mapping[str, Any]) -> PressContactValue:
        """Name, role and ways to reach them; the partner only if it is public."""
        texts = {name: text_of(value[name]) for name in ("name", "phone", "email", "hours", "languages")}
        role, partner = text_of(value["role"]), card(value["partner"])
        return PressContactValue(**texts, person=None, roles=[role] if role else [], partner=partner)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """Name and role."""
        yield Passage(", ".join(part for part in (text_of(value["name"]), text_of(value["role"])) if part))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the contact as it is shown."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["contact"] = self.document(value)
        return context

    class Meta:
        icon = "mail"
        label = _("Press contact")
        description = _("Whom journalists may call.")
        group = _("People")
        template = "press/press_contact.html"
        preview_value = {
            "name": "Amina Beispiel",
            "role": "Pressesprecherin",
            "phone": "0345 123456",
            "email": "presse@example.org",
            "hours": "werktags 9 bis 17 Uhr",
            "languages": "Deutsch, Türkisch",
        }
