"""What all our blocks share: a typed document, plain text, an own template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from wagtail.blocks import StructBlock

from cms.extend import Passage

EVERYWHERE = ("announcement", "body", "report")
"""The streams of all page types."""


class ContentBlock(StructBlock):
    """A block that says what it is to the API (`document`) and to search (`get_plain_text`)."""

    def document(self, value: Mapping[str, Any]) -> BaseModel:
        """The block's value as partners get it."""
        raise NotImplementedError(f"{type(self).__name__} must say what it is to the API: define document().")

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """The block's text as search reads it."""
        return ()

    def get_api_representation(self, value: Mapping[str, Any], context: Any = None) -> dict[str, Any]:
        """The document, JSON-ready."""
        return self.document(value).model_dump(mode="json")


def text_of(value: Any) -> str:
    """The text without space around it; "" for none."""
    return str(value or "").strip()
