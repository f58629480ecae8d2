"""What all our blocks share: a typed document, plain text, an own template, a preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from pydantic import BaseModel
from wagtail.blocks import StructValue

from blocks.durable import DurableStructBlock
from cms.extend import Passage

EVERYWHERE = ("announcement", "body", "report")
"""The streams of all page types."""


class ContentBlock(DurableStructBlock):
    """A block that says what it is to the API (`document`) and to search (`get_plain_text`)."""

    def document(self, value: Mapping[str, Any]) -> BaseModel | None:
        """The block's value as partners get it; None if nothing of it may be shown."""
        raise NotImplementedError(f"{type(self).__name__} must say what it is to the API: define document().")

    def document_on(self, page: Any, value: Mapping[str, Any]) -> BaseModel | None:
        """The document of the block on this page, None for a page that nobody knows: for blocks that draw from where they stand."""
        return self.document(value)

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        return ()

    def get_api_representation(self, value: Mapping[str, Any], context: Any = None) -> dict[str, Any] | None:
        """The document, JSON-ready; None if nothing of it may be shown."""
        document = self.document_on((context or {}).get("page"), value)
        return None if document is None else document.model_dump(mode="json")

    def get_preview_value(self) -> StructValue:
        """The `preview_value` of Meta, where fields left out have their defaults."""
        given = getattr(self.meta, "preview_value", {})
        return self.normalize({name: given.get(name, child.get_default()) for name, child in self.child_blocks.items()})

    def get_preview_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        """The context, and with it Meta's `preview_context` for a block whose value would need the archive."""
        sample = getattr(self.meta, "preview_context", None)
        return {**(parent_context or {}), **(sample or {}), "sample": sample}

    class Meta:
        preview_template = "blocks/preview.html"


def language_of(parent_context: Mapping[str, Any] | None) -> str:
    """The language of the text in which a block stands: its page's, or the active one in previews."""
    locale = getattr((parent_context or {}).get("page"), "locale", None)
    return str(getattr(locale, "language_code", "") or get_language() or settings.LANGUAGE_CODE)


def text_of(value: Any) -> str:
    """The text without space around it; "" for none."""
    return str(value or "").strip()
