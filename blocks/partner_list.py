"""Partners one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import PartnerChooserBlock
from cms.extend import Passage
from cms.public.cards import Card, card
from cms.public.pictures import Picture, picture_at
from cms.public.values import Text


class ListedPartner(BaseModel):
    """A partner, with its logo where that is to be shown."""

    partner: Card = Field(description="Its record.")
    logo: Picture | None = Field(
        description="Null where the block shows no logos, or the partner has none that may be shown."
    )


class PartnerListValue(BaseModel):
    """Partners one after the other; only those that are public."""

    title: Text = Field(description="Heading above them; null for the usual one, such as “Partners”.")
    items: list[ListedPartner] = Field(description="In the order in which editors put them; at least one.")


class PartnerListBlock(ContentBlock):
    """Partners with links to their pages; names and logos come from their records."""

    title = CharBlock(label=_("Title"), required=False, max_length=200, help_text=_("Empty: “Partners”."))
    partners = ListBlock(PartnerChooserBlock(), label=_("Partners"), min_num=1)
    logos = BooleanBlock(label=_("Show logos"), required=False)

    def document(self, value: Mapping[str, Any]) -> PartnerListValue | None:
        """Public partners, each once; None if there is none."""
        items = {
            shown.id: ListedPartner(partner=shown, logo=picture_at(partner, "logo") if value["logos"] else None)
            for partner in value["partners"]
            if (shown := card(partner))
        }
        return PartnerListValue(title=text_of(value["title"]), items=list(items.values())) if items else None

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if shown := self.document(value):
            yield Passage(", ".join(item.partner.title for item in shown.items))

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = self.document(value)
        context["items"] = shown.items if shown else []
        return context

    class Meta:
        icon = "group"
        label = _("List of partners")
        description = _("Partners with links to their pages, and their logos.")
        group = _("People")
        template = "blocks/partner_list.html"
        preview_context = {
            "items": [
                {"partner": {"title": "Verband der Migrantenorganisationen Halle (Saale) e.V.", "url": "#"}},
                {"partner": {"title": "Stadt Halle (Saale)", "url": "#"}},
            ]
        }
