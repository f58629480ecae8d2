"""More to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock

from blocks.base import ContentBlock, text_of
from blocks.cards import Card, card
from cms.extend import Passage


class RelatedValue(BaseModel):
    """More to read; only what is public."""

    title: str
    items: list[Card]


class RelatedBlock(ContentBlock):
    """Links to other pages of this archive."""

    title = CharBlock(label=_("title"), required=False, max_length=200, help_text=_("Empty: “More on this”."))
    pages = ListBlock(PageChooserBlock(), label=_("pages"), min_num=1)

    def document(self, value: Mapping[str, Any]) -> RelatedValue:
        """Cards of the pages that are public, each once."""
        found = {shown.id: shown for page in value["pages"] if (shown := card(page)) is not None}
        return RelatedValue(title=text_of(value["title"]), items=list(found.values()))

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """Nothing: the pages are found by themselves."""
        return ()

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the cards; the page itself is left out."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        own = getattr((parent_context or {}).get("page"), "full_url", None)
        context["items"] = [item for item in self.document(value).items if item.url != own]
        return context

    class Meta:
        icon = "link"
        label = _("More on this")
        description = _("Links to other pages of this archive.")
        group = _("Links")
        template = "blocks/related.html"
