"""A link that asks for something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ChoiceBlock, URLBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import AnyPageChooserBlock
from blocks.link_rule import text_faults
from blocks.ruled import Messages, Ruled
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.sanitising import harmless_address
from cms.public.values import Labelled, Text, one_of

STYLES = [("primary", _("Stands out")), ("secondary", _("Quiet"))]


class CallToActionValue(BaseModel):
    """A link that asks for something."""

    text: str = Field(description="What the link says, e.g. „Jetzt anmelden“.")
    lead: Text = Field(description="A sentence above it; null if there is none.")
    url: str = Field(description="Where it leads; absolute.")
    page: Card | None = Field(description="The page to which it leads; null for an address elsewhere.")
    style: Labelled = Field(description=f"How loud it is: {one_of(STYLES)}")


class CallToActionBlock(Ruled, ContentBlock):
    """A link that looks like a button, to a page or an address."""

    lead = CharBlock(label=_("Sentence above it"), required=False, max_length=255)
    text = CharBlock(label=_("What the link says"), max_length=80, help_text=_("E.g. „Jetzt anmelden“."))
    page = AnyPageChooserBlock(label=_("Page"), required=False)
    url = URLBlock(label=_("Or address"), required=False)
    style = ChoiceBlock(label=_("Looks"), choices=STYLES, default="primary")

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """A link that leads nowhere or to two places, and one that does not say where (V14)."""
        errors: dict[str, Any] = {}
        if value["page"] and text_of(value["url"]):
            errors["url"] = _("Choose a page or write an address, not both.")
        if not draft and not value["page"] and not text_of(value["url"]):
            errors["page"] = _("Choose the page to which it leads, or write an address.")
        if not draft and (faults := list(text_faults(text_of(value["text"])))):
            errors["text"] = " ".join(faults)
        return errors

    def document(self, value: Mapping[str, Any]) -> CallToActionValue | None:
        """The link; None while it leads nowhere, or to a page that is not public."""
        page = card(value["page"])
        url = page.url if page else harmless_address(text_of(value["url"]))
        if not url or (value["page"] and not page):
            return None
        return CallToActionValue(
            text=text_of(value["text"]),
            lead=text_of(value["lead"]),
            url=url,
            page=page,
            style=Labelled.of(value["style"] or "primary", STYLES),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if shown := self.document(value):
            yield Passage(" ".join(part for part in (shown.lead, shown.text) if part))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["action"] = self.document(value)
        return context

    class Meta:
        icon = "link-external"
        label = _("Call to action")
        description = _("A link that asks for something, such as to register.")
        group = _("Links")
        template = "blocks/call_to_action.html"
        preview_value = {
            "lead": "Der Eintritt ist frei.",
            "text": "Platz sichern",
            "url": "https://example.org/",
            "style": "primary",
        }
