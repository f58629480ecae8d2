"""More to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock, StructBlockValidationError

from blocks.base import ContentBlock, text_of
from blocks.choosers import AnyPageChooserBlock, TopicChooserBlock
from cms.extend import Passage, public_id
from cms.public.cards import Card, card
from cms.public.values import Text


class RelatedValue(BaseModel):
    """More to read; only what is public."""

    title: Text = Field(description="Heading above them; null for the usual one, such as “More on this”.")
    items: list[Card] = Field(description="Pages of this archive, without the one that shows them.")
    topics: list[Card] = Field(description="What else to look for; a topic's `slug` is its value in filters.")


class RelatedBlock(ContentBlock):
    """Links to other pages of this archive, and to topics."""

    title = CharBlock(label=_("Title"), required=False, max_length=200, help_text=_("Empty: “More on this”."))
    pages = ListBlock(AnyPageChooserBlock(required=False), label=_("Pages"))
    topics = ListBlock(TopicChooserBlock(required=False), label=_("Topics"), default=[])

    def clean(self, value: Mapping[str, Any]) -> Any:
        """The value; refuses one that leads nowhere."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not any([*cleaned["pages"], *cleaned["topics"]]):
            error = ValidationError(_("Choose a page or a topic that readers shall find."))
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    def document(self, value: Mapping[str, Any]) -> RelatedValue | None:
        """Cards of pages and topics that are public, each once; None if there is none."""
        items, topics = _cards(value["pages"]), _cards(value["topics"])
        return RelatedValue(title=text_of(value["title"]), items=items, topics=topics) if items or topics else None

    def document_on(self, page: Any, value: Mapping[str, Any]) -> RelatedValue | None:
        """The document, without the page itself on which the block stands."""
        return _without(self.document(value), page)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """Nothing: the pages are found by themselves."""
        return ()

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """Adds the cards; the page itself is left out."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = self.document_on((parent_context or {}).get("page"), value)
        context["items"] = [*shown.items, *shown.topics] if shown else []
        return context

    class Meta:
        icon = "link"
        label = _("More on this")
        description = _("Links to other pages of this archive.")
        group = _("Links")
        template = "blocks/related.html"
        preview_context = {
            "items": [
                {"title": "Vier Stimmen, ein Tisch: Fachgespräch in Halle (Saale)", "url": "#"},
                {"title": "Gemeinsam im Alltag", "url": "#"},
            ]
        }


def _cards(things: Iterable[Any]) -> list[Card]:
    found = {shown.id: shown for thing in things if (shown := card(thing)) is not None}
    return list(found.values())


def _without(document: RelatedValue | None, page: Any) -> RelatedValue | None:
    if document is None or getattr(page, "pk", None) is None:
        return document
    own = public_id(page)
    items = [item for item in document.items if item.id != own]
    return document.model_copy(update={"items": items}) if items or document.topics else None
